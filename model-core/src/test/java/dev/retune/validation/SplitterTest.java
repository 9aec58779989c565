package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitterTest {

    private static Dataset regression(int size) {
        return Dataset.of(
                NumericColumn.of("y", IntStream.range(0, size).asDoubleStream().toArray()),
                List.of(NumericColumn.of("x", new double[size])));
    }

    /** Class c occurs counts[c] times, in mixed order. */
    private static Dataset classification(long seed, int... counts) {
        List<Integer> codes = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            for (int i = 0; i < counts[code]; i++) {
                codes.add(code);
            }
        }
        java.util.Collections.shuffle(codes, new java.util.Random(seed));
        List<String> classes =
                IntStream.range(0, counts.length).mapToObj(i -> "c" + i).toList();
        return Dataset.of(
                CategoricalColumn.of(
                        "y", classes, codes.stream().mapToInt(i -> i).toArray()),
                List.of(NumericColumn.of("x", new double[codes.size()])));
    }

    private static int[] counts(Dataset data, int[] rows) {
        int[] counts = new int[data.classes().size()];
        for (int code : data.rows(rows).targetCodes()) {
            counts[code]++;
        }
        return counts;
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static int[] union(Split split) {
        return IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void kFold_anyData_validatesEachRowOnceInEvenFolds(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = random.nextInt(2, 200);
        int folds = random.nextInt(2, Math.min(size, 12) + 1);

        List<Split> splits = CrossValidation.kFold(folds, seed).split(regression(size));

        assertThat(splits).hasSize(folds).allSatisfy(split -> {
            assertThat(union(split)).containsExactly(all(size));
            assertThat(split.validation()).isSorted().hasSizeBetween(size / folds, (size + folds - 1) / folds);
            assertThat(split.training()).isSorted();
        });
        assertThat(splits.stream()
                        .flatMapToInt(split -> Arrays.stream(split.validation()))
                        .sorted()
                        .toArray())
                .containsExactly(all(size));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stratified_anyClasses_dealsEachClassAndAllRowsEvenly(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int folds = random.nextInt(2, 11);
        int[] counts = random.ints(random.nextInt(2, 8), 1, 60).toArray();
        counts[0] = Math.max(counts[0], folds);
        Dataset data = classification(seed, counts);

        List<Split> splits = CrossValidation.stratified(folds, seed).split(data);

        assertThat(splits).hasSize(folds).allSatisfy(split -> {
            assertThat(union(split)).containsExactly(all(data.size()));
            assertThat(split.validation()).hasSizeBetween(data.size() / folds, (data.size() + folds - 1) / folds);
            int[] validated = counts(data, split.validation());
            for (int code = 0; code < counts.length; code++) {
                assertThat(validated[code]).isBetween(counts[code] / folds, (counts[code] + folds - 1) / folds);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdOut_anyClasses_takesTheShareOfEach(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = random.nextDouble(0.05, 0.95);
        int[] counts = random.ints(random.nextInt(2, 8), 20, 60).toArray();
        Dataset data = classification(seed, counts);

        List<Split> splits = HoldOut.of(share, seed).split(data);

        assertThat(splits).hasSize(1);
        assertThat(union(splits.get(0))).containsExactly(all(data.size()));
        assertThat(splits.get(0).validation()).isSorted().hasSize((int) Math.round(share * data.size()));
        int[] validated = counts(data, splits.get(0).validation());
        for (int code = 0; code < counts.length; code++) {
            double fair = (double) counts[code] * splits.get(0).validation().length / data.size();
            assertThat((double) validated[code]).isBetween(Math.floor(fair), Math.ceil(fair));
        }
    }

    @Test
    void holdOut_regression_takesTheShareOfRows() {
        Split split = HoldOut.of(0.25, 1).split(regression(10)).get(0);

        assertThat(split.validation()).hasSize(3);
        assertThat(union(split)).containsExactly(all(10));
    }

    @Test
    void split_fixedSeed_isTheSameOnEveryMachine() {
        // recomputed in Python from the documentation of java.util.Random: next(bits), nextInt(bound), Fisher-Yates,
        // deal
        Dataset fixed = Dataset.of(
                CategoricalColumn.of("y", List.of("a", "b"), 0, 1, 0, 1, 0, 1, 0),
                List.of(NumericColumn.of("x", new double[7])));

        assertThat(CrossValidation.kFold(3, 42).split(regression(7)).stream().map(Split::validation))
                .containsExactly(new int[] {0, 1, 2}, new int[] {5, 6}, new int[] {3, 4});
        assertThat(CrossValidation.stratified(2, 42).split(fixed).stream().map(Split::validation))
                .containsExactly(new int[] {1, 2, 4, 5}, new int[] {0, 3, 6});
        assertThat(HoldOut.of(0.3, 42).split(regression(10)).get(0).validation())
                .containsExactly(0, 1, 8);
    }

    @Test
    void split_otherSeed_isAnother() {
        Dataset data = regression(50);

        assertThat(CrossValidation.kFold(5, 1).split(data))
                .isEqualTo(CrossValidation.kFold(5, 1).split(data))
                .isNotEqualTo(CrossValidation.kFold(5, 2).split(data));
        assertThat(HoldOut.of(0.5, 1).split(data))
                .isEqualTo(HoldOut.of(0.5, 1).split(data))
                .isNotEqualTo(HoldOut.of(0.5, 2).split(data));
    }

    @Test
    void repeated_moreTimes_beginsWithTheSameSplits() {
        Dataset data = classification(3, 30, 20);
        List<Split> once = CrossValidation.stratified(5, 9).split(data);
        List<Split> thrice = CrossValidation.stratified(5, 9).repeated(3).split(data);

        assertThat(thrice).hasSize(15).startsWith(once.toArray(Split[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void kFold_asManyAsRows_leavesOneOut() {
        assertThat(CrossValidation.kFold(4, 0).split(regression(4)))
                .allSatisfy(split -> assertThat(split.validation()).hasSize(1));
    }

    @Test
    void stratified_rareClass_isStillSplit() {
        Dataset data = classification(5, 20, 2);

        List<Split> splits = CrossValidation.stratified(5, 0).split(data);

        assertThat(splits.stream().map(split -> counts(data, split.validation())[1]))
                .containsExactlyInAnyOrder(0, 0, 0, 1, 1);
    }

    @Test
    void split_impossibleRequest_isRefused() {
        assertRefused(
                () -> CrossValidation.kFold(5, 0).split(regression(4)), "5 folds of 4 rows; take at most 4 folds");
        assertRefused(
                () -> CrossValidation.stratified(5, 0).split(regression(40)),
                "stratified folds of the numeric target 'y'; only classes can be stratified: use k-fold");
        assertRefused(
                () -> CrossValidation.stratified(5, 0).split(classification(0, 3, 4)),
                "5 stratified folds, but the largest class 'c1' has 4 rows; take at most 4 folds");
        assertRefused(
                () -> HoldOut.of(0.1, 0).split(regression(4)),
                "a hold-out share of 0.1 sets 0 of 4 rows aside; both parts need at least one");
        assertRefused(
                () -> HoldOut.of(0.9, 0).split(regression(4)),
                "a hold-out share of 0.9 sets 4 of 4 rows aside; both parts need at least one");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.2, 20, Double.NaN})
    void holdOut_noShare_isRefused(double share) {
        assertRefused(
                () -> HoldOut.of(share, 0),
                "hold-out share = " + share + "; it must be above 0 and below 1: 0.2 sets a fifth of the rows aside");
    }

    @Test
    void crossValidation_tooFewFoldsOrRepeats_isRefused() {
        assertRefused(() -> CrossValidation.kFold(1, 0), "folds = 1; cross-validation needs at least 2");
        assertRefused(
                () -> CrossValidation.kFold(2, 0).repeated(0), "repeats = 0; cross-validation runs at least once");
    }

    @Test
    void of_overlappingOrEmptyParts_isRefused() {
        assertRefused(
                () -> Split.of(new int[] {3, 1}, new int[] {2, 3}),
                "row 3 is in both parts of a split; a model must not be scored on what it learned");
        assertRefused(
                () -> Split.of(new int[] {3, 1}, new int[0]),
                "a split with 2 training and 0 validation rows; both parts need at least one");
    }

    @Test
    void of_parts_isImmutable() {
        int[] training = {1, 2};
        Split split = Split.of(training, new int[] {0});
        training[0] = 9;
        split.training()[1] = 9;

        assertThat(split.training()).containsExactly(1, 2);
        assertThat(split).hasToString("2 training and 1 validation rows");
        assertThat(split).hasSameHashCodeAs(Split.of(new int[] {1, 2}, new int[] {0}));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
