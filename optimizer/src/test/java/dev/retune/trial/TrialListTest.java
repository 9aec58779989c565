package dev.retune.trial;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrialListTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    private static TrialRecord trial(int number, double resource) {
        return TrialRecord.waiting(number, SPACE.configuration(Map.of("x", 0.5)), resource, OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void with_inAnyOrder_keepsTheLatestOfEachNumber_andLeavesEarlierListsAsTheyWere(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Integer, TrialRecord> expected = new TreeMap<>();
        TrialList list = TrialList.empty();
        for (int i = 0; i < 1500; i++) {
            // mostly ascending with gaps, as numbers that are only reserved leave them
            int number = random.nextInt(4) == 0 ? random.nextInt(900) : i / 2;
            List<TrialRecord> before = List.copyOf(list);
            TrialList old = list;
            list = list.with(trial(number, i + 1));
            expected.put(number, trial(number, i + 1));
            if (i % 50 == 0) {
                assertThat(old).isEqualTo(before);
            }
        }
        assertThat(list).isEqualTo(List.copyOf(expected.values()));
        for (int number = -1; number < 1000; number++) {
            assertThat(list.find(number).orElse(null)).isEqualTo(expected.get(number));
        }
        assertThat(TrialList.of(List.copyOf(expected.descendingMap().values()))).isEqualTo(list);
    }

    @Test
    void get_outside_isAnError() {
        TrialList list = TrialList.empty().with(trial(0, 1));

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add(trial(1, 1)));
    }
}
