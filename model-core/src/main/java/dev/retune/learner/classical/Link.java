package dev.retune.learner.classical;

/** The function from the sums of a predictor to probabilities or a number. */
public enum Link {
    /** The number itself. */
    IDENTITY,
    /** The probability of the second of two classes. */
    SIGMOID,
    /** Logarithms of probabilities, up to a constant. */
    SOFTMAX,
    /** Shares of the whole. */
    SHARE;

    public double[] apply(double[] sums) {
        return switch (this) {
            case IDENTITY -> sums.clone();
            case SIGMOID -> {
                double p = sigmoid(sums[0]);
                yield new double[] {1 - p, p};
            }
            case SOFTMAX -> softmax(sums);
            case SHARE -> shares(sums);
        };
    }

    public static double sigmoid(double z) {
        return z >= 0 ? 1 / (1 + Math.exp(-z)) : 1 - 1 / (1 + Math.exp(z));
    }

    public static double[] softmax(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            max = Math.max(max, z);
        }
        double[] p = new double[logits.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i] - max);
        }
        return shares(p);
    }

    /** Each divided by the sum; all equal where that is 0. */
    public static double[] shares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double[] shares = new double[values.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? values[i] / sum : 1.0 / shares.length;
        }
        return shares;
    }
}
