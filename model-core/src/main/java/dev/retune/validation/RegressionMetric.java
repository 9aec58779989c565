package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Goal;
import dev.retune.validation.Predictions.Values;

import java.util.Arrays;

/** A metric of true and predicted numbers, with the arithmetic of the built-in ones. */
record RegressionMetric(String name, Goal goal, Score score) implements Metric {

    /** The arithmetic, of the true number of each row and the predictions. */
    @FunctionalInterface
    interface Score {
        double of(double[] truth, Values predictions);
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
        Rows.check(name, truth, predictions);
        return score.of(truth.targetValues(), values);
    }

    @Override
    public String toString() {
        return name;
    }

    static double rmse(double[] truth, Values predictions) {
        return Math.sqrt(squaredErrors(truth, predictions) / truth.length);
    }

    static double mae(double[] truth, Values predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += Math.abs(truth[row] - predictions.value(row));
        }
        return sum / truth.length;
    }

    static double r2(double[] truth, Values predictions) {
        double mean = Arrays.stream(truth).average().orElseThrow();
        double deviations = 0;
        for (double value : truth) {
            deviations += (value - mean) * (value - mean);
        }
        double errors = squaredErrors(truth, predictions);
        if (Arrays.stream(truth).allMatch(value -> value == truth[0])) {
            return errors == 0 ? 1 : 0;
        }
        return 1 - errors / deviations;
    }

    private static double squaredErrors(double[] truth, Values predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predictions.value(row);
            sum += error * error;
        }
        return sum;
    }
}
