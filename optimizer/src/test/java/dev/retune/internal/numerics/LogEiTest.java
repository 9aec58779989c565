package dev.retune.internal.numerics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class LogEiTest {

    @ParameterizedTest
    @CsvFileSource(resources = "log-ei.csv")
    void logH_andItsSlope_agreeWithMpmath(double z, double logH, double slope) {
        assertThat(LogEi.logH(z)).isCloseTo(logH, withinPercentage(1e-11));
        assertThat(LogEi.slope(z)).isCloseTo(slope, withinPercentage(1e-11));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, -1, 0.869471561253743, 0.929471561253743})
    void logH_acrossItsBranches_isContinuous(double border) {
        double step = 1e-9;
        double rise = LogEi.logH(border + step) - LogEi.logH(border - step);
        assertThat(rise).isCloseTo(2 * step * LogEi.slope(border), within(1e-13));
    }
}
