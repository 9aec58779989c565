package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Statistics of a column.
 *
 * @param name in the header
 * @param type how its cells are read
 * @param missing how many cells are missing
 * @param distinct the number of distinct values
 * @param numbers of a numeric column with at least one number; otherwise null
 * @param levels of a categorical column, the most frequent first
 */
public record ColumnSummary(
        String name,
        ColumnType type,
        int missing,
        int distinct,
        @Nullable Numbers numbers,
        List<Level> levels) {

    public ColumnSummary {
        levels = List.copyOf(levels);
    }

    /**
     * Statistics of the numbers that are not missing.
     *
     * @param whole whether all are whole
     */
    public record Numbers(double min, double mean, double max, boolean whole) {}

    /** A category and its number of rows. */
    public record Level(String name, int rows) {}

    /** The statistics of a column. */
    public static ColumnSummary of(Column column) {
        return column instanceof NumericColumn numeric ? of(numeric) : of((CategoricalColumn) column);
    }

    private static ColumnSummary of(NumericColumn column) {
        double[] sorted = Arrays.stream(column.values())
                .filter(value -> !Double.isNaN(value))
                .map(value -> value + 0.0) // -0.0 is 0.0
                .sorted()
                .toArray();
        int distinct = 0;
        boolean whole = true;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
            whole &= sorted[i] == Math.rint(sorted[i]);
        }
        Numbers numbers = sorted.length == 0
                ? null
                : new Numbers(
                        sorted[0], Arrays.stream(sorted).average().orElseThrow(), sorted[sorted.length - 1], whole);
        return new ColumnSummary(
                column.name(), column.field().type(), column.size() - sorted.length, distinct, numbers, List.of());
    }

    private static ColumnSummary of(CategoricalColumn column) {
        int[] counts = new int[column.levels().size()];
        int missing = 0;
        for (int code : column.codes()) {
            if (code < 0) {
                missing++;
            } else {
                counts[code]++;
            }
        }
        List<Level> levels = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .mapToObj(code -> new Level(column.levels().get(code), counts[code]))
                .sorted(Comparator.comparing(level -> -level.rows()))
                .toList();
        return new ColumnSummary(
                column.name(), ColumnType.CATEGORICAL, missing, levels.size(), null, new ArrayList<>(levels));
    }
}
