package dev.retune.validation;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CorrectedMeanTest {

    private static final Split SPLIT =
            Split.of(IntStream.range(0, 80).toArray(), IntStream.range(80, 100).toArray());

    // x = numpy.array([.9, .8, .85, .95, .75]); x.mean(), numpy.sqrt((1/5 + 20/80) * x.var(ddof=1))
    @Test
    void of_fiveFolds_correctsForTheirOverlap() {
        CorrectedMean mean = CorrectedMean.of(List.of(0.9, 0.8, 0.85, 0.95, 0.75), Collections.nCopies(5, SPLIT));

        assertThat(mean.mean()).isCloseTo(0.85, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(0.05303300858899106, within(1e-12));
    }

    @Test
    void of_oneScoreOrNone_hasNoErrorOrIsRefused() {
        assertThat(CorrectedMean.of(List.of(0.5), List.of(SPLIT)).standardError())
                .isNaN();
        assertThatThrownBy(() -> CorrectedMean.of(List.of(), List.of())).hasMessageStartingWith("0 scores of 0 splits");
    }
}
