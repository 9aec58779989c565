package dev.retune.learner.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkSettingsTest {

    private static Arguments wrong(String message, UnaryOperator<NetworkSettings.Builder> change) {
        return Arguments.of(message, change);
    }

    static List<Arguments> wrongSettings() {
        return List.of(
                wrong("hidden[1] must be at least 1 but is 0", b -> b.hidden(3, 0)),
                wrong("learningRate must lie in [1.0E-30, 1.0E30] but is 0.0", b -> b.learningRate(0)),
                wrong("learningRate must lie in [1.0E-30, 1.0E30] but is NaN", b -> b.learningRate(Double.NaN)),
                wrong("decay must be finite and at least 0 but is -1.0", b -> b.decay(-1)),
                wrong("batchSize must be at least 1 but is 0", b -> b.batchSize(0)),
                wrong("epochs must be at least 1 but is 0", b -> b.epochs(0)),
                wrong("l1 must be finite and at least 0 but is -0.1", b -> b.l1(-0.1)),
                wrong("l2 must be finite and at least 0 but is Infinity", b -> b.l2(Double.POSITIVE_INFINITY)),
                wrong("dropout must lie in [0, 1) but is 1.0", b -> b.dropout(1)),
                wrong("patience must be at least 0 but is -1", b -> b.patience(-1)),
                wrong("validationFraction must lie in [0, 1) but is 1.5", b -> b.validationFraction(1.5)));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void build_withASettingOutOfRange_namesIt(String message, UnaryOperator<NetworkSettings.Builder> change) {
        NetworkSettings.Builder builder = change.apply(NetworkSettings.builder(Output.SOFTMAX));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void toBuilder_keepsEverySetting() {
        NetworkSettings settings = NetworkTrainingTest.small(Optimizer.adam(0.8, 0.9, 1e-6))
                .activation(Activation.LEAKY_RELU)
                .patience(3)
                .validationFraction(0.2)
                .arithmetic(Arithmetic.JAVA)
                .epochs(5)
                .build();
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
    }
}
