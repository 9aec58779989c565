package dev.retune.statistics;

import java.util.Arrays;
import java.util.Collection;

/** The variance of a sample x₁ … x_k, and of its mean, which gives the uncertainty of the mean. */
public final class SampleVariance {

    private SampleVariance() {}

    /** The sum of squared deviations from the mean, Σ (xᵢ − x̄)²; 0 of an empty sample. */
    public static double squares(double... sample) {
        double mean = Arrays.stream(sample).average().orElse(0);
        return Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
    }

    /** The unbiased variance, s² = Σ (xᵢ − x̄)² / (k − 1); NaN if there are fewer than two values. */
    public static double of(double... sample) {
        int k = sample.length;
        return k < 2 ? Double.NaN : squares(sample) / (k - 1);
    }

    /** The variance of the mean of independent values, s² / k; NaN if there are fewer than two. */
    public static double ofMean(Collection<Double> sample) {
        return of(array(sample)) / sample.size();
    }

    /**
     * The variance of the mean of scores of one procedure on several splits of the same rows. Overlapping training
     * parts make such scores dependent, so s² / k is too small; the corrected variance is (1/k + n₂/n₁) s² (Nadeau and
     * Bengio 2003, "Inference for the generalization error", Machine Learning 52, equation 9).
     *
     * @param ratio n₂/n₁, of the validation rows to the training rows of a split; 1/(k − 1) in k-fold cross-validation
     * @return NaN if there are fewer than two scores
     * @throws IllegalArgumentException if the ratio is negative or not finite
     */
    public static double ofMean(Collection<Double> scores, double ratio) {
        if (!(ratio >= 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s validation rows for each training row: the ratio needs to be 0 or more".formatted(ratio));
        }
        return (1.0 / scores.size() + ratio) * of(array(scores));
    }

    private static double[] array(Collection<Double> sample) {
        return sample.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
