package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Goal;
import dev.retune.validation.Predictions.Probabilities;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A metric of true classes and predicted probabilities, with the arithmetic of the built-in ones. */
record ClassificationMetric(String name, Goal goal, Score score) implements Metric {

    /** The smallest probability that the logarithm sees: the distance from 1 to the next double. */
    private static final double SMALLEST = Math.ulp(1.0);

    /** The arithmetic, of the true class of each row and the predictions. */
    @FunctionalInterface
    interface Score {
        double of(int[] truth, Probabilities predictions);
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
        Rows.check(name, truth, predictions);
        List<String> classes = truth.classes();
        if (probabilities.classes() != classes.size()) {
            throw new IllegalArgumentException("the model predicted " + probabilities.classes()
                    + " classes, but target '" + truth.target().name() + "' has " + classes.size() + ": " + classes);
        }
        return score.of(truth.targetCodes(), probabilities);
    }

    @Override
    public String toString() {
        return name;
    }

    static double accuracy(int[] truth, Probabilities predictions) {
        Counts counts = Counts.of(truth, predictions);
        return (double) Arrays.stream(counts.hits).sum() / truth.length;
    }

    static double balancedAccuracy(int[] truth, Probabilities predictions) {
        Counts counts = Counts.of(truth, predictions);
        return IntStream.range(0, predictions.classes())
                .filter(code -> counts.actual[code] > 0)
                .mapToDouble(code -> (double) counts.hits[code] / counts.actual[code])
                .average()
                .orElseThrow();
    }

    static double f1(int[] truth, Probabilities predictions) {
        Counts counts = Counts.of(truth, predictions);
        if (predictions.classes() == 2) {
            return counts.occurs(1) ? counts.f1(1) : 0;
        }
        return IntStream.range(0, predictions.classes())
                .filter(counts::occurs)
                .mapToDouble(counts::f1)
                .average()
                .orElseThrow();
    }

    static double auc(int[] truth, Probabilities predictions) {
        int[] occurring = Arrays.stream(truth).distinct().toArray();
        if (occurring.length == 1) {
            throw new IllegalArgumentException("metric 'auc' compares classes, but all " + truth.length
                    + " rows to score are of one class; stratify the split, or use fewer folds");
        }
        if (predictions.classes() == 2) {
            return auc(1, truth, predictions);
        }
        return Arrays.stream(occurring)
                .mapToDouble(code -> auc(code, truth, predictions))
                .average()
                .orElseThrow();
    }

    /**
     * The Mann-Whitney statistic U / (P N): of all pairs of a positive and a negative row, the share in which the positive one has
     * the greater probability, ties counting half.
     */
    private static double auc(int positive, int[] truth, Probabilities predictions) {
        double[] positives = probabilities(positive, row -> truth[row] == positive, predictions);
        double[] negatives = probabilities(positive, row -> truth[row] != positive, predictions);
        long twiceU = 0;
        int below = 0;
        int notAbove = 0;
        for (double probability : positives) {
            while (below < negatives.length && negatives[below] < probability) {
                below++;
            }
            while (notAbove < negatives.length && negatives[notAbove] <= probability) {
                notAbove++;
            }
            twiceU += below + notAbove;
        }
        return twiceU / (2.0 * positives.length * negatives.length);
    }

    private static double[] probabilities(int code, IntPredicate rows, Probabilities predictions) {
        return IntStream.range(0, predictions.size())
                .filter(rows)
                .mapToDouble(row -> predictions.probability(row, code))
                .sorted()
                .toArray();
    }

    static double logLoss(int[] truth, Probabilities predictions) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum -= Math.log(Math.max(predictions.probability(row, truth[row]), SMALLEST));
        }
        return sum / truth.length;
    }

    /** How many rows of each class there are, how many are predicted, and how many are both. */
    private static final class Counts {
        private final int[] actual;
        private final int[] predicted;
        private final int[] hits;

        private Counts(int k) {
            actual = new int[k];
            predicted = new int[k];
            hits = new int[k];
        }

        static Counts of(int[] truth, Probabilities predictions) {
            Counts counts = new Counts(predictions.classes());
            for (int row = 0; row < truth.length; row++) {
                int code = predictions.mostProbable(row);
                counts.actual[truth[row]]++;
                counts.predicted[code]++;
                if (code == truth[row]) {
                    counts.hits[code]++;
                }
            }
            return counts;
        }

        boolean occurs(int code) {
            return actual[code] + predicted[code] > 0;
        }

        /** 2 tp / (2 tp + fp + fn), where tp + fn is what there is and tp + fp what is predicted. */
        double f1(int code) {
            return 2.0 * hits[code] / (actual[code] + predicted[code]);
        }
    }
}
