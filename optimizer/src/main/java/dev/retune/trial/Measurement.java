package dev.retune.trial;

import dev.retune.internal.text.Numbers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The result of one evaluation. Immutable; {@code Measurement.of("accuracy", 0.91).and("latency", 12.3).cost(4)}.
 *
 * @param metrics with distinct names; in a study first the targets, in its order, then the metrics of its limits
 * @param constraints the violations of constraints that are known only after the trial, by name; 0 or less is satisfied
 * @param cost of the evaluation: seconds, money, energy; if it is empty, the cost of the trial is its duration in
 *     seconds
 */
public record Measurement(List<MetricValue> metrics, Map<String, Double> constraints, OptionalDouble cost) {

    private static final String CONSTRAINT = "constraint";

    /**
     * @throws IllegalArgumentException if there is no metric, two have the same name, or the cost is negative or not
     *     finite
     */
    public Measurement {
        metrics = List.copyOf(metrics);
        constraints = constraints.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(constraints));
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("A measurement has no value: give at least one");
        }
        if (metrics.size() > 1) {
            requireDifferent(metrics);
        }
        requireCost(cost);
    }

    /** @throws IllegalArgumentException if the cost is negative or not finite */
    static void requireCost(OptionalDouble cost) {
        if (!(cost.orElse(0) >= 0 && cost.orElse(0) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "A trial has the cost %s: it must be finite, and 0 or more".formatted(cost.getAsDouble()));
        }
    }

    private static void requireDifferent(List<MetricValue> metrics) {
        Set<String> names = new HashSet<>();
        for (MetricValue metric : metrics) {
            if (!names.add(metric.metric())) {
                throw new IllegalArgumentException(
                        "A measurement has two values of '%s': give each metric once".formatted(metric.metric()));
            }
        }
    }

    private static Measurement ofMetrics(List<MetricValue> metrics) {
        return new Measurement(metrics, Map.of(), OptionalDouble.empty());
    }

    /** A value without a name, for a study with one target. */
    public static Measurement of(double value) {
        return of(MetricValue.UNNAMED, value);
    }

    /** The value of a named metric. */
    public static Measurement of(String metric, double value) {
        return ofMetrics(List.of(MetricValue.of(metric, value)));
    }

    /**
     * The unnamed mean of the fold scores, together with the scores.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Measurement ofFolds(List<Double> folds) {
        return ofFolds(MetricValue.UNNAMED, folds);
    }

    /**
     * The mean of a metric's fold scores, together with the scores.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Measurement ofFolds(String metric, List<Double> folds) {
        return ofMetrics(List.of(MetricValue.ofFolds(metric, folds)));
    }

    /** Unnamed values in the order of the study's targets. @throws IllegalArgumentException if there are none */
    public static Measurement ofValues(List<Double> values) {
        List<MetricValue> metrics = new ArrayList<>();
        values.forEach(value -> metrics.add(MetricValue.of(MetricValue.nameAt(metrics.size()), value)));
        return ofMetrics(metrics);
    }

    /** With one more metric. */
    public Measurement and(String metric, double value) {
        return and(MetricValue.of(metric, value));
    }

    /** With one more metric. */
    public Measurement and(MetricValue metric) {
        List<MetricValue> all = new ArrayList<>(metrics);
        all.add(metric);
        return new Measurement(all, constraints, cost);
    }

    /** With this constraint, in place of one with the same name. */
    public Measurement constraint(String name, double violation) {
        Map<String, Double> all = new LinkedHashMap<>(constraints);
        all.put(name, violation);
        return new Measurement(metrics, all, cost);
    }

    /** Replaces all constraints by these, which are named {@code constraint1}, {@code constraint2} and so on. */
    public Measurement constraints(List<Double> violations) {
        Map<String, Double> all = new LinkedHashMap<>();
        violations.forEach(violation -> all.put(CONSTRAINT + (all.size() + 1), violation));
        return new Measurement(metrics, all, cost);
    }

    /** With the cost of the evaluation. @throws IllegalArgumentException if it is negative or not finite */
    public Measurement cost(double cost) {
        return new Measurement(metrics, constraints, OptionalDouble.of(cost));
    }

    /** Whether its values have no names and follow the order of the study's targets. */
    boolean isPositional() {
        for (int i = 0; i < metrics.size(); i++) {
            if (!metrics.get(i).metric().equals(MetricValue.nameAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The metric of that name. */
    public Optional<MetricValue> metric(String name) {
        for (MetricValue metric : metrics) {
            if (metric.metric().equals(name)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }

    /**
     * The value of the first metric, which is the target's in a study with one target. With several targets, ask for
     * each by name.
     */
    public double value() {
        return metrics.get(0).value();
    }

    /** The folds of the first metric. @see #value() */
    public List<Double> folds() {
        return metrics.get(0).folds();
    }

    /** The standard error of the first metric. @see MetricValue#standardError() */
    public double standardError() {
        return metrics.get(0).standardError();
    }

    /** {@code 0.91 ± 0.02, latency 12.3}: the first value without its name, with the standard error of folds. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (MetricValue metric : metrics) {
            text.append(text.isEmpty() ? "" : ", " + metric.metric() + " ").append(Numbers.text(metric.value()));
            if (metric.folds().size() > 1) {
                text.append(" ± ").append(String.format(Locale.ROOT, "%.2g", metric.standardError()));
            }
        }
        return text.toString();
    }

    /** The sum of the violations of its constraints, 0 if all are satisfied; NaN counts as an infinite violation. */
    public double violation() {
        double sum = 0;
        if (!constraints.isEmpty()) {
            for (double constraint : constraints.values()) {
                sum += Double.isNaN(constraint) ? Double.POSITIVE_INFINITY : Math.max(constraint, 0);
            }
        }
        return sum;
    }
}
