package dev.retune.internal.numerics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class TruncatedNormalTest {

    @ParameterizedTest
    @CsvFileSource(resources = "truncated-normal.csv")
    void everyNumber_agreesWithMpmath(
            double a, double b, double logMass, double mean, double variance, double q1, double q2, double q3) {
        assertThat(TruncatedNormal.logMass(a, b)).isCloseTo(logMass, within(1e-13 * Math.max(Math.abs(logMass), 1e-3)));
        assertThat(TruncatedNormal.mean(a, b)).isCloseTo(mean, within(1e-14 + 1e-14 * Math.abs(mean)));
        assertThat(TruncatedNormal.variance(a, b)).isCloseTo(variance, withinPercentage(1e-10));
        assertThat(TruncatedNormal.quantile(0.001, a, b)).isCloseTo(q1, within(5e-16 + 5e-15 * Math.abs(q1)));
        assertThat(TruncatedNormal.quantile(0.7, a, b)).isCloseTo(q2, within(5e-16 + 5e-15 * Math.abs(q2)));
        assertThat(TruncatedNormal.quantile(0.9999999, a, b)).isCloseTo(q3, within(5e-16 + 5e-15 * Math.abs(q3)));
    }

    @Test
    void logMass_ofAHalfLine_isTheLogCumulative() {
        double infinity = Double.POSITIVE_INFINITY;
        for (double z : new double[] {-50, -3, -0.1, 0, 0.4, 6}) {
            assertThat(TruncatedNormal.logMass(-infinity, z))
                    .isCloseTo(Normal.logCumulative(z), withinPercentage(1e-12));
            assertThat(TruncatedNormal.logMass(-z, infinity))
                    .isCloseTo(Normal.logCumulative(z), withinPercentage(1e-12));
        }
        assertThat(TruncatedNormal.logMass(-infinity, infinity)).isZero();
        assertThat(TruncatedNormal.quantile(0.5, -infinity, infinity)).isZero();
        assertThat(TruncatedNormal.quantile(1, 0, infinity)).isEqualTo(infinity);
        assertThat(TruncatedNormal.mean(0, infinity)).isCloseTo(Math.sqrt(2 / Math.PI), withinPercentage(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "30, 31", "-45, -44", "0.3, 0.30001", "-1e160, -1e159", "5, 5"})
    void quantile_growsFromTheLowerToTheUpperEnd(double a, double b) {
        assertThat(TruncatedNormal.quantile(0, a, b))
                .isCloseTo(a, within(1e-14 * Math.abs(a) + (b < -1e100 ? b - a : 0)));
        assertThat(TruncatedNormal.quantile(1, a, b)).isCloseTo(b, within(1e-14 * Math.abs(b)));
        double before = a;
        for (int i = 1; i < 1000; i++) {
            double z = TruncatedNormal.quantile(i / 1000.0, a, b);
            assertThat(z).isBetween(before, b);
            before = z;
        }
    }

    @Test
    void logDensity_isMinusInfinityOutside_andIntegratesToOne() {
        assertThat(TruncatedNormal.logDensity(-1.01, -1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TruncatedNormal.logDensity(2.01, -1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += Math.exp(TruncatedNormal.logDensity(30 + (i + 0.5) / 1000, 30, 31)) / 1000;
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
    }

    @Test
    void logMass_ofAnEmptyInterval_isRefused() {
        assertThat(TruncatedNormal.logMass(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TruncatedNormal.logMass(2, 1))
                .withMessageContaining("[2.0, 1.0]");
        assertThatIllegalArgumentException().isThrownBy(() -> TruncatedNormal.quantile(0.5, Double.NaN, 1));
    }
}
