package dev.retune.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measurement that a program reports part by part: one {@code value}, or {@code values} in the order of the targets,
 * or {@code metrics} by name, with {@code folds}, {@code constraints} and a {@code cost}. Used by all protocols. A part
 * that is reported again replaces the earlier one.
 */
public final class MeasurementParts {

    private Optional<Double> value = Optional.empty();
    private List<Double> values = List.of();
    private List<Double> folds = List.of();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, List<Double>> foldsByName = new LinkedHashMap<>();
    private List<Double> constraints = List.of();
    private OptionalDouble cost = OptionalDouble.empty();

    public MeasurementParts value(double value) {
        this.value = Optional.of(value);
        return this;
    }

    /** A value without a name; replaces earlier values and folds without one. */
    public MeasurementParts score(double score) {
        return folds(List.of()).values(List.of()).value(score);
    }

    /** Folds without a name, whose mean is the value; replaces earlier values and folds without one. */
    public MeasurementParts scores(List<Double> folds) {
        this.value = Optional.empty();
        return folds(folds).values(List.of());
    }

    public MeasurementParts values(List<Double> values) {
        this.values = values;
        return this;
    }

    /** The folds of the value without a name. */
    public MeasurementParts folds(List<Double> folds) {
        this.folds = folds;
        return this;
    }

    public MeasurementParts metric(String name, double value) {
        foldsByName.remove(name);
        metrics.put(name, value);
        return this;
    }

    /** The folds of a metric; their mean is its value if none is reported. */
    public MeasurementParts folds(String name, List<Double> scores) {
        foldsByName.put(name, scores);
        return this;
    }

    public MeasurementParts constraints(List<Double> constraints) {
        this.constraints = constraints;
        return this;
    }

    public MeasurementParts cost(double cost) {
        this.cost = OptionalDouble.of(cost);
        return this;
    }

    /** The reported cost. */
    public OptionalDouble cost() {
        return cost;
    }

    /** Whether anything was measured. */
    public boolean isEmpty() {
        return value.isEmpty() && values.isEmpty() && folds.isEmpty() && metrics.isEmpty() && foldsByName.isEmpty();
    }

    /**
     * @throws IllegalArgumentException if nothing was measured, or the parts contradict one another; the message names
     *     the contradiction
     */
    public Measurement build() {
        if (value.isPresent() && !values.isEmpty()) {
            throw new IllegalArgumentException("expected one of \"value\" and \"values\"");
        }
        if (!values.isEmpty() && !metrics.isEmpty()) {
            throw new IllegalArgumentException("expected one of \"values\" and \"metrics\"");
        }
        List<MetricValue> measured = new ArrayList<>(unnamed());
        metrics.forEach((name, x) -> measured.add(new MetricValue(name, x, foldsByName.getOrDefault(name, List.of()))));
        foldsByName.forEach((name, scores) -> {
            if (!metrics.containsKey(name)) {
                measured.add(MetricValue.ofFolds(name, scores));
            }
        });
        Measurement told = new Measurement(measured, Map.of(), cost);
        return constraints.isEmpty() ? told : told.constraints(constraints);
    }

    private List<MetricValue> unnamed() {
        if (value.isEmpty() && values.isEmpty()) {
            return folds.isEmpty() ? List.of() : Measurement.ofFolds(folds).metrics();
        }
        List<Double> all = value.map(List::of).orElse(values);
        List<MetricValue> unnamed = new ArrayList<>(Measurement.ofValues(all).metrics());
        unnamed.set(0, new MetricValue(unnamed.get(0).metric(), all.get(0), folds));
        return unnamed;
    }
}
