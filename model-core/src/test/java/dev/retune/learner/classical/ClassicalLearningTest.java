package dev.retune.learner.classical;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.Model;
import dev.retune.learner.TestData;
import dev.retune.learner.Training;
import dev.retune.space.SearchSpace;
import dev.retune.validation.LeaveOneOut;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ClassicalLearningTest {

    private static Model train(String learner, Map<String, ?> values, Dataset data, long seed) {
        Training training = Learners.named(learner).start(values, data, seed);
        while (training.advance()) {}
        return training.model();
    }

    private static double score(Metric metric, String learner, Map<String, ?> values, Dataset data) {
        return metric.score(data, train(learner, values, data, 1).predict(data));
    }

    // -- balanced

    /**
     * Without a split, balanced classes are a tie; were it broken by rounding, the row left out would tell its class.
     */
    @ParameterizedTest
    @ValueSource(strings = {"decisionTree", "gradientBoosting"})
    void start_balanced_ofNoiseWithOneRowLeftOut_doesNotTellItsClass(String learner) {
        int[] codes = IntStream.range(0, 160).map(row -> row % 2).toArray();
        double[] noise = new Random(3).doubles(160).toArray();
        Map<String, Object> values = new HashMap<>(Map.of("balance", "weights", "minLeaf", 93));
        if (learner.equals("gradientBoosting")) {
            values.putAll(Map.of("trees", 2, "sampleFraction", 1.0));
        }
        Dataset data = Dataset.of(
                CategoricalColumn.of("y", List.of("no", "yes"), codes), List.of(NumericColumn.of("x", noise)));

        long right = new LeaveOneOut()
                .split(data).stream()
                        .filter(split -> {
                            Dataset left = data.rows(split.validation());
                            return score(train(learner, values, data.rows(split.training()), 1), left) == 1;
                        })
                        .count();

        assertThat(right / 160.0).isLessThanOrEqualTo(0.6);
    }

    private static double score(Model model, Dataset rows) {
        return Metric.ACCURACY.score(rows, model.predict(rows));
    }

    // -- reproducible

    @ParameterizedTest
    @ValueSource(strings = {"randomForest", "gradientBoosting", "svm"})
    void start_withTheSameSeed_on1And2And8Threads_learnsTheSame(String learner) throws Exception {
        Map<String, Object> values = new HashMap<>();
        if (!learner.equals("svm")) {
            values.putAll(Map.of("trees", 5, "maxFeatures", 0.5, "sampleFraction", 0.7));
        }
        Dataset data = TestData.classes(90, 3);
        byte[] expected = train(learner, values, data, 5).toBytes();
        Callable<byte[]> again = () -> train(learner, values, data, 5).toBytes();
        for (int threads : new int[] {1, 2, 8}) {
            ExecutorService plain = Executors.newFixedThreadPool(threads);
            ForkJoinPool pool =
                    new ForkJoinPool(threads); // in which parallel streams are cut into 4 times as many pieces
            try {
                List<Future<byte[]>> models = new ArrayList<>(plain.invokeAll(Collections.nCopies(threads, again)));
                models.add(pool.submit(again));
                for (Future<byte[]> model : models) {
                    assertThat(model.get()).isEqualTo(expected);
                }
            } finally {
                plain.shutdownNow();
                pool.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"randomForest", "gradientBoosting"})
    void start_withAnotherSeed_learnsSomethingElse(String learner) {
        Map<String, Object> values = Map.of("trees", 3, "sampleFraction", 0.5);
        Dataset data = TestData.classes(90, 3);

        assertThat(train(learner, values, data, 1).toBytes())
                .isNotEqualTo(train(learner, values, data, 2).toBytes());
    }

    // -- steps

    @ParameterizedTest
    @ValueSource(strings = {"randomForest", "gradientBoosting", "adaBoost"})
    void predict_afterEachStep_isAsIfAskedOnce(String learner) {
        Dataset data = TestData.classes(90, 3);
        Training training = Learners.named(learner).start(Map.of("trees", 6), data, 1);
        while (training.advance()) {
            Model warm = training.model();
            Model cold = Learners.named(learner).read(warm.toBytes());

            assertThat(numbers(warm.predict(data))).isEqualTo(numbers(cold.predict(data)));
            assertThat(numbers(warm.predict(data.rows(5, 3)))).isEqualTo(numbers(cold.predict(data.rows(5, 3))));
        }
    }

    private static List<Double> numbers(Predictions predictions) {
        Probabilities p = (Probabilities) predictions;
        return IntStream.range(0, p.size() * p.classes())
                .mapToObj(i -> p.probability(i / p.classes(), i % p.classes()))
                .toList();
    }

    @Test
    void advance_ofBoosting_lowersTheLoss() {
        for (Dataset data : List.of(TestData.classes(90, 3), TestData.numbers(90, 3), digitsOfTwoKinds())) {
            Training training = Learners.named("gradientBoosting").start(Map.of("trees", 15), data, 1);
            double before = Double.POSITIVE_INFINITY;
            while (training.advance()) {
                assertThat(training.trainingLoss()).isLessThan(before);
                before = training.trainingLoss();
            }
        }
    }

    private static Dataset digitsOfTwoKinds() {
        Random random = new Random(4);
        int[] codes = random.ints(80, 0, 2).toArray();
        double[] x =
                Arrays.stream(codes).mapToDouble(c -> c + random.nextGaussian()).toArray();
        return Dataset.of(CategoricalColumn.of("kind", List.of("no", "yes"), codes), List.of(NumericColumn.of("x", x)));
    }

    // -- classes

    @ParameterizedTest
    @CsvSource({
        "linear, oneVsOne",
        "rbf, oneVsOne",
        "polynomial, oneVsOne",
        "linear, oneVsRest",
        "rbf, oneVsRest",
        "polynomial, oneVsRest"
    })
    void svm_ofEachKind_learns(String kernel, String multiclass) {
        Map<String, Object> values = Map.of("kernel", kernel, "multiclass", multiclass);

        assertThat(score(Metric.ACCURACY, "svm", values, TestData.classes(90, 3)))
                .isGreaterThan(0.95);
        assertThat(score(Metric.LOG_LOSS, "svm", values, TestData.classes(90, 3)))
                .isLessThan(0.3);
    }

    @Test
    void svm_ofTwoClasses_searchesNoSchemeForMore() {
        Learner svm = Learners.named("svm");
        SearchSpace two = svm.space(digitsOfTwoKinds().schema());

        assertThat(two.toJson()).doesNotContain("multiclass");
        assertThat(svm.space(TestData.classes(20, 1).schema()).toJson()).contains("multiclass");
        assertThat(svm.space(TestData.numbers(20, 1).schema()).toJson()).contains("epsilon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "randomForest",
                "gradientBoosting",
                "adaBoost",
                "decisionTree",
                "svm",
                "knn",
                "logisticRegression",
                "naiveBayes",
                "lda"
            })
    void balance_ofARareClass_findsMoreOfIt(String learner) {
        Random random = new Random(1);
        int n = 480;
        int[] codes = new int[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            codes[i] = i % 12 == 0 ? 1 : 0;
            x[i] = codes[i] + random.nextGaussian();
        }
        Dataset data = Dataset.of(
                CategoricalColumn.of("rare", List.of("no", "yes"), codes), List.of(NumericColumn.of("x", x)));
        Map<String, Object> values = new HashMap<>(
                switch (learner) {
                    case "randomForest" -> Map.of("minLeaf", 20, "trees", 20);
                    case "decisionTree" -> Map.of("maxDepth", 3, "minLeaf", 10);
                    case "gradientBoosting", "adaBoost" -> Map.of("trees", 10, "maxDepth", 1);
                    case "knn" -> Map.of("neighbors", 30);
                    default -> Map.of();
                });
        double plain = score(Metric.BALANCED_ACCURACY, learner, values, data);
        values.put("balance", "weights");

        assertThat(score(Metric.BALANCED_ACCURACY, learner, values, data)).isGreaterThan(plain + 0.05);
    }

    @ParameterizedTest
    @ValueSource(strings = {"randomForest", "gradientBoosting", "decisionTree", "svm", "logisticRegression", "knn"})
    void predict_whereTheTrainingRowsHaveOneClass_saysThat(String learner) {
        Dataset data = digitsOfTwoKinds();
        int[] ones = IntStream.range(0, data.size())
                .filter(row -> data.targetCodes()[row] == 1)
                .toArray();

        Probabilities predictions =
                (Probabilities) train(learner, Map.of(), data.rows(ones), 1).predict(data);

        assertThat(predictions.probability(0, 1)).isEqualTo(1);
    }

    @Test
    void trees_ofTinyNumbers_stillSplit() {
        // Smile takes numbers closer than 1e-7 for equal
        double[] x = IntStream.range(0, 60).mapToDouble(i -> 1e-12 * i).toArray();
        double[] y = IntStream.range(0, 60).mapToDouble(i -> 1e-12 * (i / 20)).toArray();
        Dataset data = Dataset.of(NumericColumn.of("y", y), List.of(NumericColumn.of("x", x)));

        assertThat(score(Metric.R2, "decisionTree", Map.of(), data)).isGreaterThan(0.999);
    }
}
