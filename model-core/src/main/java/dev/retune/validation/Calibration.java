package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions.Probabilities;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of the rows with a predicted probability of about 0.8, eight in ten should be so. Of two
 * classes it is the probability of the later one; of several, that of the most probable one.
 *
 * @param bins of equal width in probability, without empty ones, ascending
 */
public record Calibration(List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * The rows whose probabilities are alike, each counting as much as it weighs.
     *
     * @param predicted the mean of their probabilities
     * @param observed the share of them of which it was true
     * @param weight what they weigh in all: how many there are where each row counts once
     */
    public record Bin(double predicted, double observed, double weight) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Of these predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if there are no rows, or the predictions are of others
     */
    public static Calibration of(Dataset truth, Probabilities predictions) {
        Checks.predictions("calibration", truth, predictions);
        int[] codes = truth.targetCodes();
        double[] sum = new double[BINS];
        double[] hits = new double[BINS];
        double[] totals = new double[BINS];
        double[] weights = truth.weights();
        for (int row = 0; row < codes.length; row++) {
            int code = predictions.classes() == 2 ? 1 : predictions.mostProbable(row);
            double probability = predictions.probability(row, code);
            int bin = (int) Math.min(BINS - 1, Math.floor(BINS * probability));
            sum[bin] += weights[row] * probability;
            hits[bin] += codes[row] == code ? weights[row] : 0;
            totals[bin] += weights[row];
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (totals[bin] > 0) {
                bins.add(new Bin(sum[bin] / totals[bin], hits[bin] / totals[bin], totals[bin]));
            }
        }
        return new Calibration(bins);
    }

    /** The expected calibration error: the mean distance of observed and predicted, weighed by the rows. */
    public double error() {
        double sum = 0;
        double total = 0;
        for (Bin bin : bins) {
            sum += bin.weight() * Math.abs(bin.observed() - bin.predicted());
            total += bin.weight();
        }
        return sum / total;
    }
}
