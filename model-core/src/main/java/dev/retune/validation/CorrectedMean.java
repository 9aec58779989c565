package dev.retune.validation;

import java.util.List;

/**
 * The mean of the scores that one procedure reached on several splits of the same rows, and its standard error. Training parts that
 * overlap make such scores depend on one another, so s / √k is too small; Nadeau and Bengio (Inference for the generalization
 * error, Machine Learning 52, 2003, equation 9) correct it to √(1/k + n₂/n₁) s, with n₁ training and n₂ validation rows.
 *
 * @param mean of the scores
 * @param standardError corrected; NaN if there are fewer than two scores
 */
public record CorrectedMean(double mean, double standardError) {

    /**
     * Of the scores of splits, one each.
     *
     * @throws IllegalArgumentException if there is no score, or the numbers differ
     */
    public static CorrectedMean of(List<Double> scores, List<Split> splits) {
        int k = scores.size();
        if (k == 0 || k != splits.size()) {
            throw new IllegalArgumentException(
                    k + " scores of " + splits.size() + " splits; each split needs one score, and one is the least");
        }
        double mean = scores.stream().mapToDouble(score -> score).average().orElseThrow();
        if (k == 1) {
            return new CorrectedMean(mean, Double.NaN);
        }
        double squares = scores.stream()
                .mapToDouble(score -> (score - mean) * (score - mean))
                .sum();
        double ratio = splits.stream()
                .mapToDouble(split -> (double) split.validation().length / split.training().length)
                .average()
                .orElseThrow();
        return new CorrectedMean(mean, Math.sqrt((1.0 / k + ratio) * squares / (k - 1)));
    }
}
