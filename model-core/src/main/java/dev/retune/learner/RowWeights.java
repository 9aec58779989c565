package dev.retune.learner;

import dev.retune.data.Dataset;

import java.util.Arrays;

/** What rows count in training. For those who write learners. */
public final class RowWeights {

    private RowWeights() {}

    /**
     * The weights of rows, 1 on average, so that penalties mean what they do without weights.
     *
     * @throws IllegalArgumentException if none counts
     */
    public static double[] of(Dataset training) {
        double[] weights = training.weights();
        double average = Arrays.stream(weights).average().orElse(1);
        if (average == 0) {
            throw new IllegalArgumentException(
                    "all " + weights.length + " rows to learn from have weight 0; some must count");
        }
        return Arrays.stream(weights).map(w -> w / average).toArray();
    }

    /**
     * What each class must be multiplied by so that all count the same, and together what they did: W / (m W_c) for rows that weigh W,
     * W_c of it in one of the m classes that rows have.
     *
     * @param codes the class of each row
     * @param weights of the rows
     * @param classes how many there may be
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
