package dev.retune.learner.smile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.base.cart.OrdinalNode;
import smile.base.cart.RegressionNode;

import static org.assertj.core.api.Assertions.assertThat;

class ThresholdTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 0.1, -0.3, 1e-300, -4.9e-324, 1.7976931348623157e308, 12345.678})
    void of_aNode_isItsThreshold(double value) {
        RegressionNode leaf = new RegressionNode(1, 0, 0, 0);

        assertThat(Threshold.of(new OrdinalNode(3, value, 0, 0, leaf, leaf))).isEqualTo(value);
    }
}
