package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Direction;
import dev.retune.trial.Target;
import dev.retune.validation.Predictions.Probabilities;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A metric of true classes and predicted probabilities, with the formulas of the built-in ones. */
record ClassificationMetric(String name, Direction direction, ClassificationScore score) implements Metric {

    /** The smallest argument of the logarithm: the distance from 1 to the next double. */
    private static final double SMALLEST = Math.ulp(1.0);

    /** The formula, from the true class and the weight of each row and the predictions. */
    @FunctionalInterface
    interface ClassificationScore {
        double of(int[] truth, double[] weights, Probabilities predictions);
    }

    @Override
    public Target goal() {
        return new Target(name, direction);
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public double score(Dataset truth, Predictions predictions) {
        Metric.check(this, truth);
        if (!(predictions instanceof Probabilities probabilities)) {
            throw new IllegalArgumentException(
                    "metric '" + name + "' scores probabilities, but the model predicted numbers");
        }
        Checks.predictions(name, truth, predictions);
        List<String> classes = truth.classes();
        if (probabilities.classes() != classes.size()) {
            throw new IllegalArgumentException("the model predicted " + probabilities.classes()
                    + " classes, but target '" + truth.target().name() + "' has " + classes.size() + ": " + classes);
        }
        return score.of(truth.targetCodes(), truth.weights(), probabilities);
    }

    @Override
    public String toString() {
        return name;
    }

    static double accuracy(int[] truth, double[] weights, Probabilities predictions) {
        Counts counts = Counts.of(truth, weights, predictions);
        return Arrays.stream(counts.hits).sum() / Arrays.stream(weights).sum();
    }

    static double balancedAccuracy(int[] truth, double[] weights, Probabilities predictions) {
        Counts counts = Counts.of(truth, weights, predictions);
        return IntStream.range(0, predictions.classes())
                .filter(code -> counts.actual[code] > 0)
                .mapToDouble(code -> counts.hits[code] / counts.actual[code])
                .average()
                .orElseThrow();
    }

    static double f1(int[] truth, double[] weights, Probabilities predictions) {
        Counts counts = Counts.of(truth, weights, predictions);
        if (predictions.classes() == 2) {
            return counts.occurs(1) ? counts.f1(1) : 0;
        }
        return IntStream.range(0, predictions.classes())
                .filter(counts::occurs)
                .mapToDouble(counts::f1)
                .average()
                .orElseThrow();
    }

    static double auc(int[] truth, double[] weights, Probabilities predictions) {
        int[] occurring = IntStream.range(0, truth.length)
                .filter(row -> weights[row] > 0)
                .map(row -> truth[row])
                .distinct()
                .toArray();
        if (occurring.length == 1) {
            throw new IllegalArgumentException("metric 'auc' compares classes, but all " + truth.length
                    + " rows to score are of one class; stratify the split, or use fewer folds");
        }
        if (predictions.classes() == 2) {
            return auc(1, truth, weights, predictions);
        }
        return Arrays.stream(occurring)
                .mapToDouble(code -> auc(code, truth, weights, predictions))
                .average()
                .orElseThrow();
    }

    /**
     * The Mann-Whitney statistic U / (P N): of all pairs of a positive and a negative row, the share in which the
     * positive one has the greater probability, ties counting half. The weight of a pair is the product of the weights
     * of its rows.
     */
    private static double auc(int positive, int[] truth, double[] weights, Probabilities predictions) {
        int[] rows = IntStream.range(0, truth.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> predictions.probability(row, positive)))
                .mapToInt(Integer::intValue)
                .toArray();
        double u = 0;
        double below = 0; // the weight of negatives of smaller probability
        double positives = 0;
        for (int i = 0, next; i < rows.length; i = next) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            double probability = predictions.probability(rows[i], positive);
            for (next = i; next < rows.length && predictions.probability(rows[next], positive) == probability; next++) {
                if (truth[rows[next]] == positive) {
                    tiedPositives += weights[rows[next]];
                } else {
                    tiedNegatives += weights[rows[next]];
                }
            }
            u += tiedPositives * (below + tiedNegatives / 2);
            below += tiedNegatives;
            positives += tiedPositives;
        }
        return u / (positives * below);
    }

    static double logLoss(int[] truth, double[] weights, Probabilities predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum -= weights[row] * Math.log(Math.max(predictions.probability(row, truth[row]), SMALLEST));
        }
        return sum / Arrays.stream(weights).sum();
    }

    /** The weight of the rows of each class: actual, predicted, and both. */
    private static final class Counts {
        private final double[] actual;
        private final double[] predicted;
        private final double[] hits;

        private Counts(int k) {
            actual = new double[k];
            predicted = new double[k];
            hits = new double[k];
        }

        static Counts of(int[] truth, double[] weights, Probabilities predictions) {
            Counts counts = new Counts(predictions.classes());
            for (int row = 0; row < truth.length; row++) {
                int code = predictions.mostProbable(row);
                counts.actual[truth[row]] += weights[row];
                counts.predicted[code] += weights[row];
                if (code == truth[row]) {
                    counts.hits[code] += weights[row];
                }
            }
            return counts;
        }

        boolean occurs(int code) {
            return actual[code] + predicted[code] > 0;
        }

        /** 2 tp / (2 tp + fp + fn), where tp + fn is actual and tp + fp is predicted. */
        double f1(int code) {
            return 2.0 * hits[code] / (actual[code] + predicted[code]);
        }
    }
}
