package dev.retune.trial;

import dev.retune.statistics.SampleVariance;

import java.util.List;

/**
 * What an objective found.
 *
 * @param values the objective's value; several if it has several goals, the first of which counts
 * @param folds the scores of the cross-validation folds, if there are any; their spread tells how sure the value is
 * @param constraints how far constraints that are known only after the trial are broken; 0 or less is kept
 */
public record Measurement(List<Double> values, List<Double> folds, List<Double> constraints) {

    public Measurement {
        values = List.copyOf(values);
        folds = List.copyOf(folds);
        constraints = List.copyOf(constraints);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A measurement has no value: give at least one");
        }
    }

    public static Measurement of(double value) {
        return new Measurement(List.of(value), List.of(), List.of());
    }

    /** The mean of the folds' scores, with the scores. @throws IllegalArgumentException if there is none */
    public static Measurement ofFolds(List<Double> folds) {
        double mean = folds.stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("A measurement has no folds: give at least one score"));
        return new Measurement(List.of(mean), folds, List.of());
    }

    public double value() {
        return values.get(0);
    }

    /** Whether every constraint is kept. */
    public boolean isFeasible() {
        return constraints.stream().allMatch(c -> c <= 0);
    }

    /** The standard error of the folds' mean, s/√k; NaN if there are fewer than two folds. */
    public double standardError() {
        return Math.sqrt(SampleVariance.ofMean(folds));
    }

    Measurement losses(Goal goal) {
        return new Measurement(
                values.stream().map(goal::loss).toList(),
                folds.stream().map(goal::loss).toList(),
                constraints);
    }
}
