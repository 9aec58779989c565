package dev.retune.validation;

import dev.retune.statistics.SampleVariance;

import java.util.List;

/**
 * The mean of the scores that one procedure reached on several splits of the same rows, and its standard error,
 * {@linkplain SampleVariance#ofMean(java.util.Collection, double) corrected} for training parts that overlap.
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
        double ratio = splits.stream()
                .mapToDouble(split -> (double) split.validation().length / split.training().length)
                .average()
                .orElseThrow();
        return new CorrectedMean(mean, Math.sqrt(SampleVariance.ofMean(scores, ratio)));
    }
}
