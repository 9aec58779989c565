package dev.retune.strategy.gp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OutcomeTransformTest {

    private static final double[] LOSSES = {3, 1, 2, 100, 4, 5, 1e6};

    @Test
    void of_keepsTheOrder_andStandardises() {
        double[] y = new OutcomeTransform(LOSSES).of(LOSSES);

        assertThat(new double[] {y[1], y[2], y[0], y[4], y[5], y[3], y[6]}).isSorted();
        assertThat(Arrays.stream(y).average().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(y).map(v -> v * v).average().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void of_keepsDistancesAmongTheBetterHalf_andOnlyRanksAmongTheWorse() {
        double[] y = new OutcomeTransform(LOSSES).of(LOSSES);
        double[] worse = LOSSES.clone();
        worse[6] = 1e9;
        double[] same = new OutcomeTransform(worse).of(worse);

        assertThat(y[2] - y[1]).isCloseTo(y[0] - y[2], within(1e-12));
        assertThat(same).containsExactly(y, within(1e-12));
    }

    @Test
    void of_takesFailuresForTheWorst() {
        double[] losses = {1, 2, 3, Double.NaN, Double.POSITIVE_INFINITY};
        double[] y = new OutcomeTransform(losses).of(losses);

        assertThat(y[3]).isEqualTo(y[4]).isGreaterThanOrEqualTo(y[2]);
        assertThat(y[2]).isGreaterThan(y[1]);
    }

    @Test
    void of_manyFailures_leavesTheOthersApart() {
        double[] losses = new double[100];
        Arrays.fill(losses, Double.NaN);
        System.arraycopy(new double[] {1, 2, 3, 4, 5, 6}, 0, losses, 0, 6);
        double[] y = new OutcomeTransform(losses).of(losses);

        assertThat(Arrays.copyOf(y, 6)).isSorted().doesNotHaveDuplicates();
        assertThat(y[6] - y[5]).isGreaterThan(y[5] - y[4]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-170, 1, 1e170})
    void of_oneLossOfAnotherWorld_isOnlyTheWorst(double scale) {
        double[] losses = Arrays.stream(LOSSES).map(v -> v * scale).toArray();
        losses[6] = 1e300;
        double[] y = new OutcomeTransform(losses).of(losses);

        assertThat(y).containsExactly(new OutcomeTransform(LOSSES).of(LOSSES), within(1e-9));
    }

    @Test
    void of_equalHugeOrNoLosses_isFinite() {
        for (double[] losses : new double[][] {
            {7, 7, 7},
            {1e300, -1e300, 1e-300},
            {Double.NaN, Double.NaN},
            {1, 1, 1, 2},
            {Double.MAX_VALUE, -Double.MAX_VALUE}
        }) {
            assertThat(Arrays.stream(new OutcomeTransform(losses).of(losses)).allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    @Test
    void loss_isTheInverse() {
        OutcomeTransform targets = new OutcomeTransform(LOSSES);

        for (double loss : new double[] {-5, 1, 1.5, 3, 50, 1e6, 2e6}) {
            assertThat(targets.loss(targets.of(loss))).isCloseTo(loss, within(1e-6 * Math.abs(loss)));
        }
    }

    @Test
    void slope_isThatOfTheBetterHalf() {
        OutcomeTransform targets = new OutcomeTransform(LOSSES);

        assertThat(targets.slope()).isCloseTo((targets.of(2) - targets.of(1)), within(1e-12));
    }
}
