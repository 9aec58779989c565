package dev.retune.learner.xgboost;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.Learner;
import dev.retune.learner.LearnerContract;
import dev.retune.learner.Learners;
import dev.retune.learner.Model;
import dev.retune.learner.TestData;
import dev.retune.learner.Training;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XgboostLearnerTest extends LearnerContract {

    @Override
    protected Learner learner() {
        return Learners.named("xgboost");
    }

    @Override
    protected Map<String, Object> quick() {
        return Map.of("rounds", 12, "maxDepth", 3, "subsample", 0.9, "colsampleByNode", 0.9);
    }

    @Test
    void balance_ofARareClass_findsMoreOfIt() {
        Random random = new Random(1);
        int n = 600;
        int[] codes = new int[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            codes[i] = i % 12 == 0 ? 1 : 0;
            x[i] = codes[i] + random.nextGaussian();
        }
        Dataset data = Dataset.of(
                CategoricalColumn.of("rare", List.of("no", "yes"), codes), List.of(NumericColumn.of("x", x)));

        assertThat(balancedAccuracy(data, "weights")).isGreaterThan(balancedAccuracy(data, "none") + 0.05);
    }

    private double balancedAccuracy(Dataset data, String balance) {
        Training training = learner().start(Map.of("rounds", 10, "maxDepth", 2, "balance", balance), data, 1);
        while (training.advance()) {}
        Predictions predictions = training.model().predict(data);
        return Metric.BALANCED_ACCURACY.score(data, predictions);
    }

    /** Until the training ends, its models ask a booster that goes on. */
    @Test
    void predict_whenTheTrainingWentOn_isThatOfItsBytes() {
        Dataset data = TestData.classes(60, 3);
        Training training = learner().start(quick(), data, 1);
        training.advance();
        training.advance();
        Model early = training.model();
        double before = logLoss(early, data);
        while (training.advance()) {}

        assertThat(logLoss(early, data)).isEqualTo(before);
        assertThat(logLoss(learner().read(early.toBytes()), data)).isEqualTo(before);
        assertThat(logLoss(training.model(), data)).isLessThan(before);
    }

    @Test
    void predict_whenTheTrainingIsClosed_isAsBefore() {
        Dataset data = TestData.classes(60, 3);
        Training training = learner().start(quick(), data, 1);
        training.advance();
        Model early = training.model();
        double before = logLoss(early, data);
        training.advance();

        training.close();
        training.close();

        assertThat(logLoss(early, data)).isEqualTo(before);
        assertThatThrownBy(training::advance)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the training is closed");
    }

    private static double logLoss(Model model, Dataset data) {
        return Metric.LOG_LOSS.score(data, model.predict(data));
    }

    @Test
    void checkAndRead_whenXgboostIsAbsent_nameTheArtifact() throws Exception {
        Training training = learner().start(quick(), TestData.classes(60, 3), 1);
        training.advance();
        byte[] model = training.model().toBytes();
        training.close();

        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("xgboost4j"))
                .map(XgboostLearnerTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader without = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Class<?> learners = without.loadClass("dev.retune.learner.Learners");
            Object learner = learners.getMethod("named", String.class).invoke(null, "xgboost");
            Class<?> type = without.loadClass("dev.retune.learner.Learner");
            Object space = type.getMethod("space").invoke(learner);

            assertThatThrownBy(() -> type.getMethod("check", without.loadClass("dev.retune.space.SearchSpace"))
                            .invoke(learner, space))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ml.dmlc:xgboost4j_2.12:3.4.0");
            assertThatThrownBy(() -> type.getMethod("read", byte[].class).invoke(learner, new Object[] {model}))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ml.dmlc:xgboost4j_2.12:3.4.0");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
