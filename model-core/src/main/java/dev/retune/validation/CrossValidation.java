package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * k-fold cross-validation: rows are assigned at random to k folds whose sizes differ by at most one; each fold is the
 * validation part once, and the others are the training part. Both parts list their rows in ascending order.
 *
 * @param stratified whether each class is spread evenly, too: its counts in the folds differ by at most one
 * @param folds k, at least 2
 * @param repeats how often the rows are assigned again, at least 1; more repeats do not change the earlier splits
 * @param seed of the assignment; only its lower 48 bits are used
 */
public record CrossValidation(boolean stratified, int folds, int repeats, long seed) implements Splitter {

    private static final Logger LOG = LoggerFactory.getLogger(CrossValidation.class);

    /**
     * @throws IllegalArgumentException if there are fewer than 2 folds or 1 repeat
     */
    public CrossValidation {
        Checks.folds(folds);
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats = " + repeats + "; cross-validation runs at least once");
        }
    }

    /** Folds of equal size, whatever the target. */
    public static CrossValidation kFold(int folds, long seed) {
        return new CrossValidation(false, folds, 1, seed);
    }

    /** Folds of equal size, with each class in equal numbers. */
    public static CrossValidation stratified(int folds, long seed) {
        return new CrossValidation(true, folds, 1, seed);
    }

    /** The same with so many repeats, each with other folds. */
    public CrossValidation repeated(int times) {
        return new CrossValidation(stratified, folds, times, seed);
    }

    /**
     * Folds × repeats splits, repeat after repeat. A class with fewer rows than folds is absent from some validation
     * parts, which is logged as a warning.
     *
     * @throws IllegalArgumentException if there are more folds than rows; or, stratified, if the task is regression or
     *     every class has fewer rows than there are folds
     */
    @Override
    public List<Split> split(Dataset data) {
        if (folds > data.size()) {
            throw new IllegalArgumentException(
                    folds + " folds of " + data.size() + " rows; take at most " + data.size() + " folds");
        }
        if (stratified) {
            checkClasses(data);
        }
        Random random = new Random(seed);
        List<Split> splits = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            // assigning neighbours to different folds spreads each class evenly if its rows are neighbours
            int[] order = stratified ? Shuffle.rowsByClass(data, random) : Shuffle.rows(data.size(), random);
            int[] foldOf = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                foldOf[order[i]] = i % folds;
            }
            for (int fold = 0; fold < folds; fold++) {
                int validated = fold;
                splits.add(Split.where(order.length, row -> foldOf[row] == validated));
            }
        }
        return splits;
    }

    private void checkClasses(Dataset data) {
        if (data.task() == Task.REGRESSION) {
            throw new IllegalArgumentException("stratified folds of the numeric target '"
                    + data.target().name() + "'; only classes can be stratified: use k-fold");
        }
        int[] counts = new int[data.classes().size()];
        for (int code : data.targetCodes()) {
            counts[code]++;
        }
        int largest = 0;
        int smallest = -1;
        for (int code = 0; code < counts.length; code++) {
            largest = counts[code] > counts[largest] ? code : largest;
            smallest = counts[code] > 0 && (smallest < 0 || counts[code] < counts[smallest]) ? code : smallest;
        }
        if (counts[largest] < folds) {
            throw new IllegalArgumentException(folds + " stratified folds, but the largest class '"
                    + data.classes().get(largest) + "' has " + counts[largest] + " rows; take at most "
                    + counts[largest]
                    + " folds");
        }
        if (counts[smallest] < folds) {
            LOG.warn(
                    "class '{}' of target '{}' has {} rows, fewer than the {} folds: some validation parts lack it",
                    data.classes().get(smallest),
                    data.target().name(),
                    counts[smallest],
                    folds);
        }
    }

    @Override
    public String toString() {
        return (stratified ? "stratified " : "") + folds + "-fold" + (repeats > 1 ? ", " + repeats + " repeats" : "")
                + ", seed " + seed;
    }
}
