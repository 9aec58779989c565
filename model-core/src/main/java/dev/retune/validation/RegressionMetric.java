package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Direction;
import dev.retune.trial.Target;
import dev.retune.validation.Predictions.Values;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A metric of true and predicted numbers, with the formulas of the built-in ones. */
record RegressionMetric(String name, Direction direction, RegressionScore score) implements Metric {

    /** The formula, from the true number and the weight of each row and the predictions. */
    @FunctionalInterface
    interface RegressionScore {
        double of(double[] truth, double[] weights, Values predictions);
    }

    @Override
    public Target goal() {
        return new Target(name, direction);
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public double score(Dataset truth, Predictions predictions) {
        Metric.check(this, truth);
        if (!(predictions instanceof Values values)) {
            throw new IllegalArgumentException(
                    "metric '" + name + "' scores numbers, but the model predicted probabilities");
        }
        Checks.predictions(name, truth, predictions);
        return score.of(truth.targetValues(), truth.weights(), values);
    }

    @Override
    public String toString() {
        return name;
    }

    static double rmse(double[] truth, double[] weights, Values predictions) {
        return Math.sqrt(squaredErrors(truth, weights, predictions)
                / Arrays.stream(weights).sum());
    }

    static double mae(double[] truth, double[] weights, Values predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += weights[row] * Math.abs(truth[row] - predictions.value(row));
        }
        return sum / Arrays.stream(weights).sum();
    }

    static double r2(double[] truth, double[] weights, Values predictions) {
        double total = Arrays.stream(weights).sum();
        double mean = IntStream.range(0, truth.length)
                        .mapToDouble(row -> weights[row] * truth[row])
                        .sum()
                / total;
        double deviations = 0;
        boolean constant = true;
        for (int row = 0; row < truth.length; row++) {
            deviations += weights[row] * (truth[row] - mean) * (truth[row] - mean);
            constant &= truth[row] == truth[0];
        }
        double errors = squaredErrors(truth, weights, predictions);
        if (constant) {
            return errors == 0 ? 1 : 0;
        }
        return 1 - errors / deviations;
    }

    private static double squaredErrors(double[] truth, double[] weights, Values predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predictions.value(row);
            sum += weights[row] * error * error;
        }
        return sum;
    }
}
