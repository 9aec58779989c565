package dev.retune.learner.network;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NetworkTest {

    private static Network trained(Output output, Examples examples) {
        NetworkTraining training = NetworkTraining.start(
                NetworkSettings.builder(output).hidden(10, 20).build(), examples);
        training.advanceEpoch();
        return training.network();
    }

    @Test
    void fromBytes_ofItsOwnBytes_predictsTheSame() {
        Network network = trained(Output.SOFTMAX, Samples.noise(50, 1));
        Network copy = Network.fromBytes(network.toBytes());
        float[][] x = {{1, 2, 3, 4, 5, 6, 7, 8}, {0, 0, 0, 0, 0, 0, 0, 0}};
        assertThat(copy.predict(x)).isDeepEqualTo(network.predict(x));
        assertThat(copy.toBytes()).isEqualTo(network.toBytes());
        assertThat(copy.inputs()).isEqualTo(8);
        assertThat(copy.outputs()).isEqualTo(3);
        assertThat(copy.parameters()).isEqualTo(8 * 10 + 10 + 10 * 20 + 20 + 20 * 3 + 3);
    }

    @Test
    void fromBytes_ofForeignBytes_isRefused() {
        assertThatThrownBy(() -> Network.fromBytes(new byte[100]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network of Retune");
    }

    @Test
    void predict_ofAnyNumberOfRows_isTheSameRowByRow() {
        Network network = trained(Output.SOFTMAX, Samples.spirals(50, 1));
        float[][] x = Samples.spiralInputs(600, 2);
        float[][] all = network.predict(x);
        for (int i = 0; i < x.length; i += 50) {
            float[] alone = network.predict(new float[][] {x[i]})[0];
            assertThat(alone[0]).isCloseTo(all[i][0], within(1e-6f));
            assertThat(alone[0] + alone[1]).isCloseTo(1, within(1e-6f));
        }
        assertThat(network.predict(new float[0][])).isEmpty();
    }

    @Test
    void predict_ofUnsuitableRows_saysWhy() {
        Network network = trained(Output.LINEAR, Samples.spirals(50, 1));
        assertThatThrownBy(() -> network.predict(new float[][] {{1}})).hasMessageContaining("trained on 2");
        assertThatThrownBy(() -> network.predict(new float[][] {{1, 2}, {1, Float.NaN}}))
                .hasMessageContaining("Input row 1, column 1 is NaN");
        assertThatThrownBy(() -> network.predictClasses(new float[][] {{1, 2}}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void network_takenDuringTraining_doesNotChangeAfterwards() {
        NetworkTraining training =
                NetworkTraining.start(NetworkSettings.builder(Output.SOFTMAX).build(), Samples.spirals(50, 1));
        Network network = training.network();
        byte[] before = network.toBytes();
        training.advanceEpoch();
        assertThat(network.toBytes()).isEqualTo(before);
        assertThat(training.network().toBytes()).isNotEqualTo(before);
    }
}
