package dev.retune.learner.network;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.Learner;
import dev.retune.learner.LearnerContract;
import dev.retune.learner.Learners;
import dev.retune.learner.TestData;
import dev.retune.learner.Training;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions.Probabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkLearnerTest extends LearnerContract {

    @Override
    protected Learner learner() {
        return Learners.network();
    }

    @Override
    protected Map<String, Object> quick() {
        return Map.of("layers", 1, "units", 8, "epochs", 20, "batchSize", 8, "dropout", 0.1);
    }

    @Test
    void start_withAnotherSeed_learnsSomethingElse() {
        Dataset data = TestData.classes(60, 1);

        Training one = learner().start(quick(), data, 1);
        Training two = learner().start(quick(), data, 2);

        assertThat(one.advance() && two.advance()).isTrue();
        assertThat(one.trainingLoss()).isNotEqualTo(two.trainingLoss());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsprop", "adam"})
    void start_withEachOptimizer_learns(String optimizer) {
        Dataset data = TestData.classes(150, 1);
        Training training =
                learner().start(Map.of("optimizer", optimizer, "layers", 1, "units", 8, "epochs", 15), data, 1);
        while (training.advance()) {}

        assertThat(Metric.ACCURACY.score(data, training.model().predict(data))).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "leakyRelu", "tanh", "sigmoid"})
    void start_withEachActivation_learns(String activation) {
        Dataset data = TestData.classes(150, 1);
        Map<String, Object> values = Map.of(
                "activation", activation, "layers", 1, "units", 8, "epochs", 30, "learningRate", 0.05, "batchSize", 8);
        Training training = learner().start(values, data, 1);
        while (training.advance()) {}

        assertThat(Metric.ACCURACY.score(data, training.model().predict(data))).isGreaterThan(0.9);
    }

    @Test
    void start_withNesterovOrWithout_differs() {
        Dataset data = TestData.classes(60, 1);

        Training with = learner().start(Map.of("nesterov", true), data, 1);
        Training without = learner().start(Map.of("nesterov", false), data, 1);

        assertThat(with.advance() && without.advance()).isTrue();
        assertThat(with.trainingLoss()).isNotEqualTo(without.trainingLoss());
    }

    @Test
    void predict_ofTwoClasses_sumsToOneAndIsRight() {
        double[] x = {-3, -2, -1, 1, 2, 3};
        Dataset data = Dataset.of(
                CategoricalColumn.of("sign", List.of("minus", "plus"), 0, 0, 0, 1, 1, 1),
                List.of(NumericColumn.of("x", x)));
        Training training = learner().start(Map.of("layers", 0, "learningRate", 0.5, "l2", 0), data, 1);
        while (training.advance()) {}

        Probabilities predictions = (Probabilities) training.model().predict(data);

        assertThat(predictions.classes()).isEqualTo(2);
        assertThat(predictions.probability(0, 0)).isGreaterThan(0.95);
        assertThat(predictions.probability(5, 1)).isGreaterThan(0.95);
        assertThat(predictions.probability(2, 0) + predictions.probability(2, 1))
                .isEqualTo(1);
    }

    @Test
    void start_ofASingleClass_saysThatItTakesTwo() {
        Dataset data =
                Dataset.of(CategoricalColumn.of("sign", List.of("plus"), 0, 0), List.of(NumericColumn.of("x", 1, 2)));

        assertThatThrownBy(() -> learner().start(Map.of(), data, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'sign' has the classes [plus] only");
    }

    @Test
    void predict_ofAConstantNumber_isThatNumber() {
        Dataset data = Dataset.of(NumericColumn.of("y", 7, 7, 7), List.of(NumericColumn.of("x", 1, 2, 3)));
        Training training = learner().start(Map.of("layers", 0, "epochs", 200, "learningRate", 0.1), data, 1);
        while (training.advance()) {}

        assertThat(Metric.MAE.score(data, training.model().predict(data))).isLessThan(0.01);
    }

    @Test
    void advance_whenItDiverges_throwsAtOnceAndKeepsTheLossThere() {
        Training training =
                learner().start(Map.of("learningRate", 1000, "layers", 0, "epochs", 1000), TestData.numbers(200, 1), 1);

        assertThatThrownBy(() -> {
                    while (training.advance()) {}
                })
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("lower the learning rate");
        assertThat(training.step()).isLessThan(3);
        assertThat(training.trainingLoss()).isGreaterThan(100);
    }

    @Test
    void advance_withPatience_stopsBeforeTheLastEpoch() {
        Map<String, Object> values =
                Map.of("patience", 3, "validationFraction", 0.3, "epochs", 5000, "learningRate", 0.1);
        Training training = learner().start(values, TestData.numbers(60, 1), 1);
        while (training.advance()) {}

        assertThat(training.step()).isLessThan(5000);
    }

    @Test
    void resume_ofOtherValues_isRefused() {
        Dataset data = TestData.classes(60, 1);
        byte[] checkpoint = learner().start(quick(), data, 1).checkpoint();

        assertThatThrownBy(() -> learner().resume(checkpoint, Map.of("units", 9), data, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other hyperparameters");
        assertThatThrownBy(() -> learner().resume(checkpoint, quick(), data, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another seed");
        assertThatThrownBy(() -> learner().resume(checkpoint, quick(), TestData.classes(60, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other examples");
    }
}
