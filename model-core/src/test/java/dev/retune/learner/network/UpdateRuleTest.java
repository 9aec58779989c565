package dev.retune.learner.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class UpdateRuleTest {

    /** Steps by hand for f(w) = w², g = 2 w, from w = 1 with η = 0.1; the weight after each of three steps. */
    static List<Arguments> rules() {
        return List.of(
                // w ← 0.8 w
                Arguments.of(Optimizer.sgd(), 0.8, 0.64, 0.512),
                // v: -0.2; 0.9·-0.2 - 0.16 = -0.34; 0.9·-0.34 - 0.092 = -0.398
                Arguments.of(Optimizer.momentum(0.9), 0.8, 0.46, 0.062),
                // v: -0.2, w = 1 - 0.18 - 0.2; v = -0.18 - 0.124 = -0.304, w = 0.62 - 0.2736 - 0.124;
                // v = -0.2736 - 0.04448 = -0.31808, w = 0.2224 - 0.286272 - 0.04448
                Arguments.of(Optimizer.nesterov(0.9), 0.62, 0.2224, -0.108352),
                // s = 0.5·4 = 2, w = 1 - 0.2/√2 = 0.8585786; s = 1 + 0.5·1.7171573² = 2.4743145, w -=
                // 0.17171573/1.5729954;
                // g = 1.4988296, s = 1.2371573 + 1.1232451 = 2.3604024, w -= 0.14988296/1.5363601
                Arguments.of(Optimizer.rmsProp(0.5, 1e-8), 0.8585786, 0.7494137, 0.6518565),
                // python3: w = 1; m = v = 0
                // for t in (1, 2, 3): g = 2*w; m = .9*m + .1*g; v = .99*v + .01*g*g
                //   w -= .1 * (m / (1 - .9**t)) / (math.sqrt(v / (1 - .99**t)) + 1e-8); print(w)
                Arguments.of(Optimizer.adam(0.9, 0.99, 1e-8), 0.9, 0.8003886, 0.7014972));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void update_onAParabola_makesTheStepsOfThePaper(Optimizer optimizer, double first, double second, double third) {
        float[] w = {1, -1};
        float[][] memory = new float[UpdateRule.memory(optimizer)][2];
        double[] expected = {first, second, third};
        for (int t = 1; t <= 3; t++) {
            UpdateRule.of(optimizer, 0.1, t).update(w, new float[] {2 * w[0], 2 * w[1]}, memory);
            assertThat((double) w[0]).as("step %d", t).isCloseTo(expected[t - 1], within(2e-6));
            assertThat(w[1]).isEqualTo(-w[0]);
        }
    }

    @Test
    void optimizer_withParametersOutOfRange_saysWhich() {
        assertThatThrownBy(() -> Optimizer.momentum(1)).hasMessage("momentum must lie in [0, 1) but is 1.0");
        assertThatThrownBy(() -> Optimizer.nesterov(-0.1)).hasMessageContaining("momentum");
        assertThatThrownBy(() -> Optimizer.rmsProp(Double.NaN, 1e-8)).hasMessageContaining("decay");
        assertThatThrownBy(() -> Optimizer.adam(0.9, 1, 1e-8)).hasMessageContaining("beta2");
        assertThatThrownBy(() -> Optimizer.adam(0.9, 0.99, 0)).hasMessageContaining("epsilon");
    }
}
