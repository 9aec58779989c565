package dev.retune.trial;

import dev.retune.statistics.SampleVariance;

import java.util.List;

/**
 * The value of a metric.
 *
 * @param metric name of the metric
 * @param value in the user's units
 * @param folds the scores of the cross-validation folds, if there are any; their spread tells how uncertain the value
 *     is
 */
public record MetricValue(String metric, double value, List<Double> folds) {

    /**
     * The name of a value without a name: in a study with one target it stands for the target. Further values without a
     * name are {@code value2}, {@code value3} and so on.
     */
    public static final String UNNAMED = "value";

    /**
     * @throws IllegalArgumentException if the name is blank, begins or ends with a space, or contains a control
     *     character
     */
    public MetricValue {
        checkName(metric);
        folds = List.copyOf(folds);
    }

    /** A value without folds. */
    public static MetricValue of(String metric, double value) {
        return new MetricValue(metric, value, List.of());
    }

    /** The mean of the fold scores, together with the scores. @throws IllegalArgumentException if there are none */
    public static MetricValue ofFolds(String metric, List<Double> folds) {
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("A measurement has no folds: give at least one score");
        }
        return new MetricValue(metric, mean(folds), folds);
    }

    private static double mean(List<Double> folds) {
        double mean = folds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return Double.isFinite(mean) // the sum may overflow, although the mean does not
                ? mean
                : folds.stream().mapToDouble(fold -> fold / folds.size()).sum();
    }

    /** The name of the value at this index among values without names. */
    static String nameAt(int index) {
        return index == 0 ? UNNAMED : UNNAMED + (index + 1);
    }

    MetricValue named(String name) {
        return new MetricValue(name, value, folds);
    }

    MetricValue losses(Direction direction) {
        if (direction == Direction.MINIMIZE) {
            return this;
        }
        return new MetricValue(
                metric,
                direction.loss(value),
                folds.isEmpty() ? folds : folds.stream().map(direction::loss).toList());
    }

    /** The standard error of the folds' mean, s/√k; NaN if there are fewer than two folds. */
    public double standardError() {
        return Math.sqrt(SampleVariance.ofMean(folds));
    }

    static void checkName(String metric) {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("A metric's name is blank: give it one, such as accuracy");
        }
        if (Character.isWhitespace(metric.charAt(0)) || Character.isWhitespace(metric.charAt(metric.length() - 1))) {
            throw new IllegalArgumentException("Metric '%s' has spaces around its name: remove them".formatted(metric));
        }
        for (int i = 0; i < metric.length(); i++) {
            if (Character.isISOControl(metric.charAt(i))) {
                throw new IllegalArgumentException(
                        "Metric '%s' has a line break or another control character in its name: leave it out"
                                .formatted(metric.replaceAll("\\p{Cntrl}", " ")));
            }
        }
    }
}
