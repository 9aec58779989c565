package dev.retune.trial;

import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Outcomes as JSON values, the same in stores, backups and exports: {@code metrics} by name, {@code folds} by name (a
 * list if there is only one metric), {@code constraints} by name, {@code cost}, {@code reason}; empty parts are left
 * out. NaN and infinite numbers, which JSON does not have, are text.
 *
 * <p>The form of Retune 0.1 is read as well: a list of {@code values}, of which the first belongs to the target, the
 * list of its {@code folds}, and a list of {@code constraints}.
 */
public final class OutcomeJson {

    private static final String METRICS = "metrics";
    private static final String VALUES = "values";
    private static final String FOLDS = "folds";
    private static final String CONSTRAINTS = "constraints";
    private static final String COST = "cost";
    private static final String REASON = "reason";

    private OutcomeJson() {}

    public static Map<String, Object> write(Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        outcome.measured().ifPresent(measurement -> write(measurement, map));
        OptionalDouble cost = outcome.toldCost();
        if (cost.isPresent()) {
            map.put(COST, cost.getAsDouble());
        }
        outcome.why().ifPresent(reason -> map.put(REASON, reason));
        return map;
    }

    private static void write(Measurement measurement, Map<String, Object> map) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        Map<String, Object> folds = new LinkedHashMap<>();
        for (MetricValue metric : measurement.metrics()) {
            metrics.put(metric.metric(), finite(metric.value()));
            if (!metric.folds().isEmpty()) {
                folds.put(
                        metric.metric(),
                        metric.folds().stream().map(OutcomeJson::finite).toList());
            }
        }
        map.put(METRICS, metrics);
        if (!folds.isEmpty()) {
            map.put(FOLDS, metrics.size() == 1 ? folds.values().iterator().next() : folds);
        }
        if (!measurement.constraints().isEmpty()) {
            Map<String, Object> constraints = new LinkedHashMap<>();
            measurement.constraints().forEach((name, violation) -> constraints.put(name, finite(violation)));
            map.put(CONSTRAINTS, constraints);
        }
    }

    /** A number, or its text if JSON has no such number. */
    public static Object finite(double x) {
        return Double.isFinite(x) ? (Object) x : Double.toString(x);
    }

    /** Reads what {@link #finite} wrote. @throws IllegalArgumentException if it is not a number */
    public static double number(@Nullable Object x) {
        if (x instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(String.valueOf(x));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a number".formatted(x), e);
        }
    }

    /**
     * Reads the outcome of a trial.
     *
     * @param state of the trial
     * @param goals of its study, which give names to values without one
     * @throws IllegalArgumentException if it has another form, or a trial in this state has no outcome
     */
    public static Outcome read(State state, Map<String, ?> map, Goals goals) {
        return switch (state) {
            case COMPLETED -> new Outcome.Completed(goals.named(measurement(map)));
            case PRUNED -> new Outcome.Pruned(goals.named(measurement(map)), reason(map));
            case FAILED -> new Outcome.Failed(reason(map), cost(map));
            case WAITING, RUNNING -> throw new IllegalArgumentException("a %s trial has no outcome".formatted(state));
        };
    }

    private static String reason(Map<String, ?> map) {
        return map.get(REASON) instanceof String reason ? reason : "";
    }

    private static OptionalDouble cost(Map<String, ?> map) {
        return map.get(COST) == null ? OptionalDouble.empty() : OptionalDouble.of(number(map.get(COST)));
    }

    private static Measurement measurement(Map<String, ?> map) {
        Measurement measured = new Measurement(
                map.containsKey(VALUES) ? values(map) : metrics(map), named(map.get(CONSTRAINTS)), cost(map));
        return map.get(CONSTRAINTS) instanceof List<?> list ? measured.constraints(numbers(list)) : measured;
    }

    private static List<MetricValue> metrics(Map<String, ?> map) {
        List<MetricValue> metrics = new ArrayList<>();
        Map<?, ?> folds = map.get(FOLDS) instanceof Map<?, ?> byName ? byName : Map.of();
        named(map.get(METRICS))
                .forEach((name, value) -> metrics.add(new MetricValue(
                        name, value, numbers(map.get(FOLDS) instanceof List<?> list ? list : folds.get(name)))));
        return metrics;
    }

    private static Map<String, Double> named(@Nullable Object object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> numbers.put(String.valueOf(name), number(value)));
        }
        return numbers;
    }

    /** Reads the metrics in the form of Retune 0.1. */
    private static List<MetricValue> values(Map<String, ?> map) {
        List<MetricValue> metrics = new ArrayList<>();
        for (double value : numbers(map.get(VALUES))) {
            metrics.add(new MetricValue(
                    MetricValue.nameAt(metrics.size()),
                    value,
                    metrics.isEmpty() ? numbers(map.get(FOLDS)) : List.of()));
        }
        return metrics;
    }

    private static List<Double> numbers(@Nullable Object list) {
        List<Double> numbers = new ArrayList<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> numbers.add(number(element)));
        }
        return numbers;
    }
}
