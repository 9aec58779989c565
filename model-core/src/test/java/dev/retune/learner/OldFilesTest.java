package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models and checkpoints that version 0.1 wrote, of 45 rows of {@link TestData} with seed 3, trained with seed 7.
 * Beside each is what it predicted for these rows; a checkpoint is of the second step, or of the only one.
 */
class OldFilesTest {

    private static final int ROWS = 45;
    private static final Map<String, Map<String, Object>> VALUES = Map.ofEntries(
            Map.entry("randomForest", Map.of("trees", 4, "maxDepth", 5)),
            Map.entry("gradientBoosting", Map.of("trees", 4, "sampleFraction", 0.8, "learningRate", 0.3)),
            Map.entry("adaBoost", Map.of("trees", 4, "maxDepth", 2)),
            Map.entry("decisionTree", Map.of("minLeaf", 3)),
            Map.entry("svm", Map.of("kernel", "rbf", "cost", 2)),
            Map.entry("knn", Map.of("weights", "distance")),
            Map.entry("naiveBayes", Map.of("varianceSmoothing", 0.1)),
            Map.entry("lda", Map.of("shrinkage", 0.1)),
            Map.entry("logisticRegression", Map.of("l2", 0.01)),
            Map.entry("ridge", Map.of("lambda", 0.1)),
            Map.entry("lasso", Map.of("lambda", 0.1)),
            Map.entry("elasticNet", Map.of("lambda", 0.1)),
            Map.entry("network", Map.of("epochs", 4, "units", 4, "layers", 1, "patience", 2)),
            Map.entry("xgboost", Map.of("rounds", 4, "maxDepth", 3)),
            Map.entry(
                    "any",
                    Map.of(
                            "learner",
                            "randomForest",
                            "randomForest.trees",
                            20,
                            "randomForest.maxDepth",
                            3,
                            "effort",
                            3)));

    @ParameterizedTest
    @CsvSource({
        "adaBoost, classes",
        "any, classes",
        "any, numbers",
        "decisionTree, classes",
        "decisionTree, numbers",
        "elasticNet, numbers",
        "gradientBoosting, classes",
        "gradientBoosting, numbers",
        "knn, classes",
        "knn, numbers",
        "lasso, numbers",
        "lda, classes",
        "logisticRegression, classes",
        "naiveBayes, classes",
        "network, classes",
        "network, numbers",
        "randomForest, classes",
        "randomForest, numbers",
        "ridge, numbers",
        "svm, classes",
        "svm, numbers",
        "xgboost, classes",
        "xgboost, numbers"
    })
    void read_andResume_ofWhatOldVersionsWrote_predictTheSame(String name, String task) throws IOException {
        Learner learner = Learners.named(name);
        Dataset data = task.equals("classes") ? TestData.classes(ROWS, 3) : TestData.numbers(ROWS, 3);
        String file = name + "-" + task;
        String[] expected = new String(bytes(file + ".txt"), StandardCharsets.UTF_8).split("\n");

        assertPredicts(learner.read(bytes(file + ".bin")), data, expected);
        try (Training training = learner.resume(bytes(file + ".checkpoint"), VALUES.get(name), data, 7)) {
            while (training.advance()) {}
            assertThat("step " + training.step()).isEqualTo(expected[0]);
            assertPredicts(training.model(), data, expected);
        }
    }

    @Test
    void read_ofASavedModelThatOldVersionsWrote_isWhole() {
        SavedModel model = SavedModel.read(Path.of("src/test/resources/dev/retune/learner/written-by-0.1/forest.zip"));

        assertThat(model.learner()).isEqualTo("randomForest");
        assertThat(model.schema()).isEqualTo(TestData.classes(ROWS, 3).schema());
        assertThat(model.hyperparameters()).isEqualTo(VALUES.get("randomForest"));
        assertThat(model.facts()).containsEntry("study", "s").containsEntry("score", 0.75);
    }

    private static void assertPredicts(Model model, Dataset data, String[] expected) {
        Predictions predictions = model.predict(data);
        for (int row = 0; row < ROWS; row++) {
            double[] numbers = Arrays.stream(expected[row + 1].trim().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(predicted(predictions, row)).containsExactly(numbers, Offset.offset(1e-6 * scale(numbers)));
        }
    }

    private static double scale(double[] numbers) {
        return Math.max(1, Math.abs(numbers[0]));
    }

    private static double[] predicted(Predictions predictions, int row) {
        return predictions instanceof Probabilities probabilities
                ? IntStream.range(0, probabilities.classes())
                        .mapToDouble(code -> probabilities.probability(row, code))
                        .toArray()
                : new double[] {((Predictions.Values) predictions).value(row)};
    }

    private static byte[] bytes(String file) throws IOException {
        try (var in = OldFilesTest.class.getResourceAsStream("written-by-0.1/" + file)) {
            return in.readAllBytes();
        }
    }
}
