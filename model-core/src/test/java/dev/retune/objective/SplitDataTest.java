package dev.retune.objective;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.TestData;
import dev.retune.validation.CrossValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SplitDataTest {

    /** 60 rows of a, 12 of b, 3 of c, whose feature is their number. */
    private static final Dataset CLASSES = Dataset.of(
            CategoricalColumn.of(
                    "kind",
                    List.of("a", "b", "c"),
                    IntStream.range(0, 75).map(i -> i < 60 ? 0 : i < 72 ? 1 : 2).toArray()),
            List.of(NumericColumn.of(
                    "row", IntStream.range(0, 75).asDoubleStream().toArray())));

    private static SplitData part(Dataset data, long seed) {
        return SplitData.of(data, CrossValidation.kFold(3, seed).split(data).get(0));
    }

    private static Set<Double> rows(SplitData part) {
        return Arrays.stream(((NumericColumn) part.training().features().get(0)).values())
                .boxed()
                .collect(Collectors.toSet());
    }

    private static long count(Dataset data, int code) {
        return Arrays.stream(data.targetCodes()).filter(c -> c == code).count();
    }

    @Test
    void share_growing_containsTheSmallerOnes() {
        SplitData whole = part(CLASSES, 1);
        Set<Double> before = Set.of();
        for (double share : new double[] {0.01, 0.1, 1.0 / 3, 0.5, 0.9, 1}) {
            Set<Double> rows = rows(whole.share(share));
            assertThat(rows).containsAll(before).hasSizeGreaterThan(before.size());
            before = rows;
        }
        assertThat(before).isEqualTo(rows(whole));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3, 0.5})
    void share_ofClasses_takesAsMuchOfEach(double share) {
        SplitData whole = part(CLASSES, 1);
        SplitData part = whole.share(share);

        for (int code = 0; code < 3; code++) {
            assertThat(count(part.training(), code)).isEqualTo((long) Math.ceil(share * count(whole.training(), code)));
        }
    }

    @Test
    void share_ofNumbers_takesAsManyRows() {
        SplitData part = part(TestData.numbers(90, 1), 1).share(0.1);

        assertThat(part.training().size()).isEqualTo(6);
    }

    @Test
    void share_leavesTheValidationPartWhole() {
        SplitData whole = part(CLASSES, 1);

        assertThat(whole.share(0.1).validation()).isSameAs(whole.validation());
        assertThat(whole.share(1)).isSameAs(whole);
    }

    @Test
    void share_isTheSameAgain_butNotOfAnotherSplit() {
        assertThat(rows(part(CLASSES, 1).share(0.5)))
                .isEqualTo(rows(part(CLASSES, 1).share(0.5)))
                .isNotEqualTo(rows(part(CLASSES, 2).share(0.5)));
    }
}
