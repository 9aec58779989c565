package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupFoldsTest {

    /** Groups of random sizes whose rows lie about; most groups have one class only, and one class is rare. */
    private static Dataset data(int rows, int groups, long seed) {
        Random random = new Random(seed);
        double[] group = IntStream.range(0, rows)
                .mapToDouble(row -> (int) (groups * random.nextDouble() * random.nextDouble()))
                .toArray();
        int[] codes = Arrays.stream(group)
                .mapToInt(g -> random.nextInt(10) == 0 ? random.nextInt(2) : (int) g % 5 == 0 ? 1 : 0)
                .toArray();
        return Dataset.of(
                        CategoricalColumn.of("y", List.of("no", "yes"), codes),
                        List.of(NumericColumn.of("patient", group), NumericColumn.of("x", new double[rows])))
                .aside("patient");
    }

    private static Set<Double> groups(Dataset data, int[] rows) {
        NumericColumn column = (NumericColumn) data.column("patient");
        return Arrays.stream(rows).mapToObj(column::value).collect(Collectors.toCollection(HashSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void split_anyData_keepsGroupsTogetherInFoldsOfEqualSize(long seed) {
        Dataset data = data(1000, 60, seed);

        for (Splitter splitter :
                List.of(GroupFolds.of("patient", 5, seed), GroupFolds.stratified("patient", 5, seed))) {
            List<Split> splits = splitter.split(data);

            assertThat(splits).hasSize(5);
            int[] scored = splits.stream()
                    .flatMapToInt(split -> Arrays.stream(split.validation()))
                    .sorted()
                    .toArray();
            assertThat(scored).containsExactly(IntStream.range(0, 1000).toArray());
            for (Split split : splits) {
                assertThat(groups(data, split.training()))
                        .doesNotContainAnyElementsOf(groups(data, split.validation()));
                assertThat(split.training().length + split.validation().length).isEqualTo(1000);
            }
            assertThat(splitter.split(data)).isEqualTo(splits);
        }
        assertThat(GroupFolds.of("patient", 5, seed).split(data))
                .allSatisfy(split -> assertThat(split.validation().length).isBetween(195, 205));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void split_stratified_spreadsTheClassesToo(long seed) {
        Dataset data = data(2000, 120, seed);
        double share = share(data, IntStream.range(0, 2000).toArray());

        for (Split split : GroupFolds.stratified("patient", 5, seed).split(data)) {
            assertThat(share(data, split.validation())).isBetween(share - 0.03, share + 0.03);
            assertThat(split.validation().length).isBetween(360, 440);
        }
    }

    private static double share(Dataset data, int[] rows) {
        return Arrays.stream(data.rows(rows).targetCodes()).average().orElseThrow();
    }

    @Test
    void split_asManyFoldsAsGroups_leavesOneGroupOut() {
        Dataset data = Dataset.of(
                NumericColumn.of("y", 1, 2, 3, 4, 5, 6),
                List.of(
                        CategoricalColumn.of("patient", List.of("a", "a", "a", "b", "c", "a")),
                        NumericColumn.of("x", new double[6])));

        assertThat(GroupFolds.of("patient", 3, 7).split(data))
                .extracting(split -> split.validation().length)
                .containsExactlyInAnyOrder(4, 1, 1);
    }

    @Test
    void split_impossible_saysWhy() {
        Dataset data = Dataset.of(
                NumericColumn.of("y", 1, 2, 3),
                List.of(
                        CategoricalColumn.of("patient", Arrays.asList("a", "b", "b")),
                        NumericColumn.of("visit", 1, Double.NaN, 2)));

        assertThatThrownBy(() -> GroupFolds.of("patient", 3, 0).split(data))
                .hasMessage("3 folds of 2 groups in column 'patient'; take at most 2 folds");
        assertThatThrownBy(() -> GroupFolds.of("visit", 2, 0).split(data))
                .hasMessage("group column 'visit' is missing in row 1; every row needs a group, which may be a group of"
                        + " one");
        assertThatThrownBy(() -> GroupFolds.of("pateint", 2, 0).split(data))
                .hasMessage("no feature 'pateint' in the data; did you mean 'patient'?");
        assertThatThrownBy(() -> GroupFolds.stratified("patient", 2, 0).split(data))
                .hasMessage("stratified folds of the numeric target 'y'; only classes can be stratified");
        assertThatThrownBy(() -> GroupFolds.of("patient", 1, 0)).hasMessageStartingWith("folds = 1;");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void split_groupHoldOut_setsWholeGroupsAside(long seed) {
        Dataset data = data(1000, 60, seed);
        List<Split> splits = new GroupHoldOut("patient", 0.25, seed).split(data);

        assertThat(splits).hasSize(1);
        Split split = splits.get(0);
        assertThat(groups(data, split.training())).doesNotContainAnyElementsOf(groups(data, split.validation()));
        assertThat(split.validation().length).isBetween(225, 275);
    }

    @Test
    void split_ofOneColumnsFolds_areItsValues() {
        Dataset data = Dataset.of(
                NumericColumn.of("y", 1, 2, 3, 4, 5),
                List.of(NumericColumn.of("fold", 2, 1, 2, Double.NaN, 10), NumericColumn.of("x", new double[5])));

        assertThat(new ColumnFolds("fold").split(data))
                .containsExactly(
                        Split.of(new int[] {0, 2, 3, 4}, new int[] {1}),
                        Split.of(new int[] {1, 3, 4}, new int[] {0, 2}),
                        Split.of(new int[] {0, 1, 2, 3}, new int[] {4}));
        // the folds of a part of the rows are those that occur in it
        assertThat(new ColumnFolds("fold").split(data.rows(0, 2, 4))).hasSize(2);
        assertThatThrownBy(() -> new ColumnFolds("x").split(data))
                .hasMessage("column 'x' has 1 distinct values; as folds it needs from 2 to 1000");
    }

    @Test
    void split_leaveOneOut_scoresEachRowOnce() {
        Dataset data = data(30, 5, 1);

        assertThat(new LeaveOneOut().split(data))
                .hasSize(30)
                .allSatisfy(split -> assertThat(split.training()).hasSize(29));
        assertThatThrownBy(() -> new LeaveOneOut().split(data.rows(0)))
                .hasMessage("leave-one-out of 1 rows; it needs from 2 to 5000, because each row is a training of its"
                        + " own: use k-fold");
    }
}
