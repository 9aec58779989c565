package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * k-fold cross-validation that keeps groups together: all rows of a patient, a user or a machine are in the same fold,
 * so that a model is scored on groups that it has not seen. Groups are assigned from the largest to the smallest, each
 * to the fold with the fewest rows or, stratified, to the fold that keeps the classes spread most evenly.
 *
 * @param column holds the group of each row; should be set aside, so that it is not a feature
 * @param stratified whether each class is spread over the folds as evenly as the groups allow
 * @param folds k, at least 2
 * @param seed of the order of groups of equal size; only its lower 48 bits are used
 */
public record GroupFolds(String column, boolean stratified, int folds, long seed) implements Splitter {

    /**
     * @throws IllegalArgumentException if there are fewer than 2 folds
     */
    public GroupFolds {
        Checks.folds(folds);
    }

    /** Folds of about equal size. */
    public static GroupFolds of(String column, int folds, long seed) {
        return new GroupFolds(column, false, folds, seed);
    }

    /** Folds of about equal size, with each class in about equal numbers. */
    public static GroupFolds stratified(String column, int folds, long seed) {
        return new GroupFolds(column, true, folds, seed);
    }

    /**
     * One split for each fold.
     *
     * @throws IllegalArgumentException if the column is absent or missing in a row, or has fewer groups than there are
     *     folds; or, stratified, if the task is regression
     */
    @Override
    public List<Split> split(Dataset data) {
        Groups groups = Groups.by(column, data).complete(column);
        if (groups.count() < folds) {
            throw new IllegalArgumentException(folds + " folds of " + groups.count() + " groups in column '" + column
                    + "'; take at most " + groups.count() + " folds");
        }
        if (stratified && data.task() == Task.REGRESSION) {
            throw new IllegalArgumentException("stratified folds of the numeric target '"
                    + data.target().name() + "'; only classes can be stratified");
        }
        int[] foldOf = foldOf(groups, counts(groups, data));
        return IntStream.range(0, folds)
                .mapToObj(fold -> Split.where(data.size(), row -> foldOf[groups.of()[row]] == fold))
                .toList();
    }

    /** The rows of each class in each group, or all of them as one class. */
    private int[][] counts(Groups groups, Dataset data) {
        int[] codes = stratified ? data.targetCodes() : new int[data.size()];
        int[][] counts = new int[groups.count()][stratified ? data.classes().size() : 1];
        for (int row = 0; row < codes.length; row++) {
            counts[groups.of()[row]][codes[row]]++;
        }
        return counts;
    }

    private int[] foldOf(Groups groups, int[][] counts) {
        int classes = counts[0].length;
        double[] total = new double[classes];
        for (int[] group : counts) {
            for (int c = 0; c < classes; c++) {
                total[c] += group[c];
            }
        }
        int[] sizes = groups.sizes();
        List<Integer> order = Arrays.stream(Shuffle.rows(groups.count(), new Random(seed)))
                .boxed()
                .sorted(Comparator.comparing((Integer group) -> -sizes[group]))
                .toList();
        double[][] dealt = new double[folds][classes];
        int[] foldOf = new int[groups.count()];
        int left = groups.count();
        int empty = folds;
        for (int group : order) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int fold = 0; fold < folds; fold++) {
                boolean isEmpty = Arrays.stream(dealt[fold]).sum() == 0;
                if (left == empty && !isEmpty) {
                    continue; // no fold may stay empty
                }
                double unevenness = unevenness(dealt[fold], counts[group], total);
                if (unevenness < least) {
                    least = unevenness;
                    best = fold;
                }
            }
            if (Arrays.stream(dealt[best]).sum() == 0) {
                empty--;
            }
            left--;
            foldOf[group] = best;
            for (int c = 0; c < classes; c++) {
                dealt[best][c] += counts[group][c];
            }
        }
        return foldOf;
    }

    /**
     * How much a group increases the sum of squares of a fold's shares of each class: least where the classes of the
     * group are rare so far.
     */
    private static double unevenness(double[] fold, int[] group, double[] total) {
        double growth = 0;
        for (int c = 0; c < group.length; c++) {
            if (total[c] > 0) {
                double before = fold[c] / total[c];
                double after = (fold[c] + group[c]) / total[c];
                growth += after * after - before * before;
            }
        }
        return growth;
    }

    @Override
    public String toString() {
        return (stratified ? "stratified " : "") + folds + "-fold by group of '" + column + "', seed " + seed;
    }
}
