package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions.Probabilities;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether predicted probabilities agree with frequencies: a prediction of about 0.8 should be true for eight rows in
 * ten. With two classes it is the probability of the later one; with several, that of the most probable one.
 *
 * @param bins of equal width in probability, without empty ones, ascending
 */
public record Calibration(List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Rows of similar probability, with their weights.
     *
     * @param predicted the mean of their probabilities
     * @param observed the share of the rows for which it was true
     * @param weight their total weight: their number, if rows are not weighted
     */
    public record Bin(double predicted, double observed, double weight) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The calibration of predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if there are no rows, or their number differs
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

    /** The expected calibration error: the mean distance of observed and predicted, weighted by the rows. */
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
