package dev.retune.internal.numerics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class NormalTest {

    @ParameterizedTest
    @CsvFileSource(resources = "normal.csv")
    void cumulative_agreesWithMpmath(double z, double cumulative, double logCumulative, double erfcx) {
        if (z > -37.5) {
            assertThat(Normal.cumulative(z)).isCloseTo(cumulative, withinPercentage(1e-12));
        } else {
            assertThat(Normal.cumulative(z)).isCloseTo(cumulative, within(2 * Double.MIN_VALUE));
        }
        assertThat(Normal.logCumulative(z)).isCloseTo(logCumulative, withinPercentage(1e-12));
        assertThat(Normal.erfcx(-z)).isCloseTo(erfcx, withinPercentage(2e-13 * Math.max(1, z > 0 ? z * z : 0)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "normal.csv")
    void inverseOfLog_undoesLogCumulative(double z, double cumulative, double logCumulative, double erfcx) {
        // z near 0, and probabilities near 1, fix z only this well
        double roundOff = 1e-14 * Math.abs(z) + (z > -1 ? 3e-16 / Normal.density(Math.min(z, 8)) : 0);
        if (z < 8) {
            assertThat(Normal.inverseOfLog(logCumulative)).isCloseTo(z, within(roundOff));
        }
        if (cumulative > 1e-307 && z < 8) {
            assertThat(Normal.inverse(cumulative)).isCloseTo(z, within(roundOff));
        }
    }

    @Test
    void limits_areExact() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Normal.cumulative(-infinity)).isZero();
        assertThat(Normal.cumulative(infinity)).isEqualTo(1);
        assertThat(Normal.logCumulative(-infinity)).isEqualTo(-infinity);
        assertThat(Normal.logCumulative(infinity)).isZero();
        assertThat(Normal.density(infinity)).isZero();
        assertThat(Normal.inverse(0)).isEqualTo(-infinity);
        assertThat(Normal.inverse(1)).isEqualTo(infinity);
        assertThat(Normal.inverseOfLog(-infinity)).isEqualTo(-infinity);
        assertThat(Normal.inverseOfLog(0)).isEqualTo(infinity);
        assertThat(Normal.erfcx(infinity)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1})
    void inverse_ofWhatIsNoProbability_isNotANumber(double p) {
        assertThat(Normal.inverse(p)).isNaN();
        assertThat(Normal.inverseOfLog(Double.isNaN(p) ? p : Math.abs(p))).isNaN();
        assertThat(Normal.cumulative(Double.NaN)).isNaN();
    }

    // /usr/bin/python3: from mpmath import *; mp.dps = 50; [npdf(mpf(z)) for z in (0, -1.5, 37.123)]
    @ParameterizedTest
    @CsvSource({"0, 0.39894228040143267794", "-1.5, 0.12951759566589172761", "37.123, 2.2211495229679595454e-300"})
    void density_agreesWithMpmath(double z, double density) {
        assertThat(Normal.density(z)).isCloseTo(density, withinPercentage(1e-12));
        assertThat(Normal.logDensity(z)).isCloseTo(Math.log(density), withinPercentage(1e-12));
    }

    // /usr/bin/python3: from mpmath import *; mp.dps = 50; [log(1 - exp(mpf(x))) for x in (-1e-20, -0.1, -50)]
    @ParameterizedTest
    @CsvSource({"-1e-20, -46.051701859880913735", "-0.1, -2.3521684610440907561", "-50, -1.928749847963917783e-22"})
    void log1mexp_agreesWithMpmath(double x, double expected) {
        assertThat(Normal.log1mexp(x)).isCloseTo(expected, withinPercentage(1e-12));
    }
}
