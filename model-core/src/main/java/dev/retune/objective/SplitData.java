package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.internal.numerics.Randomness;
import dev.retune.validation.Split;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of a split.
 *
 * @param training the rows to learn from
 * @param validation the rows to score on
 * @param seed of the choice of rows for a share of the training part; differs between splits
 */
record SplitData(Dataset training, Dataset validation, long seed) {

    /** Shares are rounded up, but not because of a rounding error. */
    private static final double ROUNDING = 1e-9;

    static SplitData of(Dataset data, Split split) {
        return new SplitData(
                data.rows(split.training()), data.rows(split.validation()), Arrays.hashCode(split.training()));
    }

    /**
     * With this share of the training rows, and of each class, rounded up. The validation part stays whole. A larger
     * share contains the rows of a smaller one.
     *
     * @param share above 0, at most 1
     */
    SplitData share(double share) {
        if (share >= 1) {
            return this;
        }
        int n = training.size();
        int[] order = IntStream.range(0, n).toArray();
        Randomness.shuffle(order, Randomness.derive(seed, 0, "share"));
        boolean classes = training.task() == Task.CLASSIFICATION;
        int[] group = classes ? training.targetCodes() : new int[n];
        int[] left = new int[classes ? training.classes().size() : 1];
        for (int code : group) {
            left[code]++;
        }
        for (int code = 0; code < left.length; code++) {
            left[code] = (int) Math.ceil(share * left[code] - ROUNDING);
        }
        int[] taken = Arrays.stream(order)
                .filter(row -> left[group[row]]-- > 0)
                .sorted()
                .toArray();
        return new SplitData(training.rows(taken), validation, seed);
    }
}
