package dev.retune.learner;

import dev.retune.data.Dataset;

import java.util.Arrays;

/** The weights of rows in training. For authors of learners. */
public final class RowWeights {

    private RowWeights() {}

    /**
     * The weights of rows, scaled to a mean of 1, so that penalties have the same effect as without weights.
     *
     * @throws IllegalArgumentException if all are 0
     */
    public static double[] of(Dataset training) {
        double[] weights = training.weights();
        double average = Arrays.stream(weights).average().orElse(1);
        if (average == 0) {
            throw new IllegalArgumentException(
                    "all " + weights.length + " training rows have weight 0; at least one needs more");
        }
        return Arrays.stream(weights).map(w -> w / average).toArray();
    }

    /**
     * The factor for each class that gives all classes the same total weight and keeps the sum: W / (m W_c), with total
     * weight W, weight W_c of class c, and m classes that occur.
     *
     * @param codes the class of each row
     * @param weights of the rows
     * @param classes the number of classes, with those that do not occur
     */
    public static double[] balancing(int[] codes, double[] weights, int classes) {
        double[] totals = new double[classes];
        for (int i = 0; i < codes.length; i++) {
            totals[codes[i]] += weights[i];
        }
        double present = Arrays.stream(totals).filter(total -> total > 0).count();
        double all = Arrays.stream(weights).sum();
        return Arrays.stream(totals)
                .map(total -> total > 0 ? all / (present * total) : 0)
                .toArray();
    }
}
