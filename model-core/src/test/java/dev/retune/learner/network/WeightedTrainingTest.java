package dev.retune.learner.network;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.Learners;
import dev.retune.learner.Training;
import dev.retune.validation.Predictions.Probabilities;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WeightedTrainingTest {

    private static final Map<String, Object> LOGISTIC =
            Map.of("layers", 0, "epochs", 300, "l2", 0.0, "batchSize", 1000);

    private static Training trained(Dataset data, Map<String, Object> values) {
        Training training = Learners.network().start(values, data, 7);
        while (training.advance()) {}
        return training;
    }

    private static double yes(Training training, Dataset data) {
        return ((Probabilities) training.model().predict(data)).probability(0, 1);
    }

    /** Without features that tell anything, the probability is the share of a class: of its weight. */
    @Test
    void train_weightedRows_countAsMuchAsTheyWeigh() {
        int[] y = IntStream.range(0, 100).map(row -> row < 50 ? 0 : 1).toArray();
        double[] weights =
                IntStream.range(0, 100).mapToDouble(row -> row < 50 ? 1 : 4).toArray();
        Dataset plain = Dataset.of(
                CategoricalColumn.of("y", List.of("no", "yes"), y),
                List.of(NumericColumn.of("x", new double[100]), NumericColumn.of("w", weights)));

        assertThat(yes(trained(plain.aside("w"), LOGISTIC), plain)).isCloseTo(0.5, within(0.01));
        assertThat(yes(trained(plain.weightedBy("w"), LOGISTIC), plain)).isCloseTo(0.8, within(0.01));
    }

    @Test
    void train_equalWeights_changesNothing() {
        Dataset data = Dataset.of(
                CategoricalColumn.of("y", List.of("a", "b", "a", "b", "c", "a")),
                List.of(NumericColumn.of("x", 1, 2, 3, 4, 5, 6), NumericColumn.of("w", 3, 3, 3, 3, 3, 3)));
        Map<String, Object> values = Map.of("epochs", 5);

        assertThat(trained(data.weightedBy("w"), values).trainingLoss())
                .isEqualTo(trained(data.aside("w"), values).trainingLoss());
    }

    @Test
    void resume_otherWeights_isRefused() {
        Examples plain = Examples.ofNumbers(new float[][] {{1}, {2}, {3}}, new float[] {0, 1, 1});
        NetworkSettings settings = NetworkSettings.builder(Output.SIGMOID)
                .hidden(List.of())
                .epochs(4)
                .build();
        NetworkTraining training = NetworkTraining.start(settings, plain.weighted(1, 2, 3));
        training.advanceEpoch();
        byte[] checkpoint = training.checkpoint();

        assertThat(NetworkTraining.resume(checkpoint, plain.weighted(2, 4, 6)).epoch())
                .isEqualTo(1);
        assertThatThrownBy(() -> NetworkTraining.resume(checkpoint, plain.weighted(3, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plain.weighted(0, 0, 0)).hasMessageContaining("not all 0");
        assertThatThrownBy(() -> plain.weighted(1, 1)).hasMessageContaining("3 examples but 2 weights");
    }
}
