package dev.retune.statistics;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Expected values by NumPy 1.24: {@code np.var(x, ddof=1)}, {@code scipy.stats.sem(x) ** 2}, and the formula of the
 * correction.
 */
class SampleVarianceTest {

    private static final List<Double> SCORES = List.of(0.9, 0.8, 0.85, 0.95, 0.75);
    private static final double[] FAR = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};

    @Test
    void of_aSample_isUnbiased() {
        assertThat(SampleVariance.of(0.9, 0.8, 0.85, 0.95, 0.75)).isCloseTo(0.00625, within(1e-17));
        assertThat(SampleVariance.of(1, 2, 4, 8, 16)).isCloseTo(37.2, within(1e-13));
        assertThat(SampleVariance.of(2, 2)).isZero();
    }

    /** The sum of squares less the square of the sum would lose all digits. */
    @Test
    void of_valuesFarFromZero_keepsItsDigits() {
        assertThat(SampleVariance.of(FAR)).isEqualTo(30);
        assertThat(SampleVariance.squares(FAR)).isEqualTo(90);
    }

    @Test
    void of_fewerThanTwoValues_isNaN() {
        assertThat(SampleVariance.of()).isNaN();
        assertThat(SampleVariance.of(1)).isNaN();
        assertThat(SampleVariance.ofMean(List.of())).isNaN();
        assertThat(SampleVariance.ofMean(List.of(1.0))).isNaN();
        assertThat(SampleVariance.ofMean(List.of(1.0), 0.5)).isNaN();
        assertThat(SampleVariance.squares()).isZero();
    }

    @Test
    void ofMean_ofIndependentValues_isTheSquaredStandardError() {
        assertThat(SampleVariance.ofMean(SCORES)).isCloseTo(0.00125, within(1e-17));
        assertThat(SampleVariance.ofMean(SCORES, 0)).isCloseTo(0.00125, within(1e-17));
    }

    @Test
    void ofMean_ofFolds_isCorrectedForTrainingPartsThatOverlap() {
        assertThat(SampleVariance.ofMean(SCORES, 1.0 / 4)).isCloseTo(0.0028125, within(1e-17));
        assertThat(Math.sqrt(SampleVariance.ofMean(SCORES, 1.0 / 4))).isCloseTo(0.05303300858899106, within(1e-15));
    }

    @Test
    void ofMean_byANegativeRatio_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleVariance.ofMean(SCORES, -0.1))
                .withMessageContaining("-0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> SampleVariance.ofMean(SCORES, Double.NaN));
    }
}
