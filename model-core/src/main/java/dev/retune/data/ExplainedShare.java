package dev.retune.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The share of a target that a single column explains, from 0 to 1. The rows are binned by the column (its levels, or
 * 50 bins of equally many numbers, and one of missing cells); for classes it is the share of the errors of predicting
 * the majority that disappear if each bin predicts its own majority; for numbers it is the share of the variance
 * between the bins.
 */
final class ExplainedShare {

    private static final int BINS = 50;

    /** With fewer rows for each bin, any column would explain any target. */
    private static final int ROWS = 5;

    private ExplainedShare() {}

    static double by(Column column, Column target) {
        int[] bins = bins(column);
        int count = Arrays.stream(bins).max().orElse(0) + 1;
        if (column.size() < ROWS * count || count < 2) {
            return 0;
        }
        return target instanceof CategoricalColumn classes
                ? ofClasses(bins, count, classes)
                : ofNumbers(bins, count, (NumericColumn) target);
    }

    private static int[] bins(Column column) {
        if (column instanceof CategoricalColumn categorical) {
            int[] bins = categorical.codes();
            return Arrays.stream(bins)
                    .map(code -> code < 0 ? categorical.levels().size() : code)
                    .toArray();
        }
        NumericColumn numeric = (NumericColumn) column;
        int[] order = IntStream.range(0, numeric.size())
                .filter(row -> !numeric.isMissing(row))
                .boxed()
                .sorted(Comparator.comparingDouble(numeric::value))
                .mapToInt(Integer::intValue)
                .toArray();
        int bins = Math.max(1, Math.min(BINS, order.length / (2 * ROWS)));
        int[] binOf = new int[numeric.size()];
        int bin = 0;
        for (int i = 0; i < order.length; i++) {
            boolean tied = i > 0 && numeric.value(order[i]) == numeric.value(order[i - 1]);
            if (!tied) {
                bin = (int) ((long) i * bins / order.length);
            }
            binOf[order[i]] = 1 + bin; // 0 is for missing cells
        }
        return compact(binOf);
    }

    private static int[] compact(int[] bins) {
        int[] used = Arrays.stream(bins).distinct().sorted().toArray();
        return Arrays.stream(bins).map(bin -> Arrays.binarySearch(used, bin)).toArray();
    }

    private static double ofClasses(int[] bins, int count, CategoricalColumn target) {
        int[][] rows = new int[count][target.levels().size()];
        int[] all = new int[target.levels().size()];
        int n = 0;
        for (int row = 0; row < bins.length; row++) {
            if (!target.isMissing(row)) {
                rows[bins[row]][target.code(row)]++;
                all[target.code(row)]++;
                n++;
            }
        }
        int majority = Arrays.stream(all).max().orElse(0);
        int hits = Arrays.stream(rows)
                .mapToInt(bin -> Arrays.stream(bin).max().orElse(0))
                .sum();
        return majority == n ? 0 : (double) (hits - majority) / (n - majority);
    }

    private static double ofNumbers(int[] bins, int count, NumericColumn target) {
        double[] sum = new double[count];
        int[] rows = new int[count];
        double mean = Arrays.stream(target.values())
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
        double total = 0;
        for (int row = 0; row < bins.length; row++) {
            if (!target.isMissing(row)) {
                double deviation = target.value(row) - mean;
                sum[bins[row]] += deviation;
                rows[bins[row]]++;
                total += deviation * deviation;
            }
        }
        double between = 0;
        for (int bin = 0; bin < count; bin++) {
            between += rows[bin] == 0 ? 0 : sum[bin] * sum[bin] / rows[bin];
        }
        return total == 0 ? 0 : between / total;
    }
}
