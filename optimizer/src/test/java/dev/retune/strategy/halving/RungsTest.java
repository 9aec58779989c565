package dev.retune.strategy.halving;

import dev.retune.trial.Resource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RungsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 27, 3, 1 3 9 27",
        "1, 81, 3, 1 3 9 27 81",
        "1, 52, 3, 2 6 17 52",
        "5, 52, 3, 6 17 52",
        "1, 5, 2, 1 2 5",
        "1, 10, 3, 1 3 10",
        "20, 50, 3, 20 50",
        "1, 2, 3, 1 2",
        "1, 1000, 10, 1 10 100 1000"
    })
    void of_whenTheResourceIsCounted_hasWholeLevelsUpToAll(double min, double max, int eta, String levels) {
        Rungs rungs = Rungs.of(new Resource("epoch", min, max), eta, this);

        assertThat(rungs.levels().stream().map(l -> "%.0f".formatted(l))).containsExactly(levels.split(" "));
        assertThat(rungs.levels()).allMatch(l -> l == Math.rint(l));
    }

    @Test
    void of_whenTheResourceIsAFraction_hasLevelsAsTheyFall() {
        Rungs rungs = Rungs.of(new Resource("data", 0.1, 1), 3, this);

        assertThat(rungs.levels()).hasSize(3);
        assertThat(rungs.level(0)).isCloseTo(1 / 9.0, Offset.offset(1e-15));
        assertThat(rungs.level(1)).isCloseTo(1 / 3.0, Offset.offset(1e-15));
        assertThat(rungs.level(2)).isEqualTo(1);
    }
}
