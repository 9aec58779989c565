package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.OutcomeJson;
import dev.retune.trial.Report;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the trials of an Optuna study ended.
 *
 * @param goals of the study
 * @param constraints their names, if this was our study once
 */
record OptunaOutcomes(Goals goals, List<String> constraints) {

    /** Why a trial failed of which Optuna does not say it. */
    static final String NO_REASON = "it failed in Optuna";

    static OptunaOutcomes of(OptunaStudy study, Goals goals) {
        List<String> names = new ArrayList<>();
        JsonNode written = study.attributes().get(OptunaExport.CONSTRAINTS);
        if (written != null) {
            written.forEach(name -> names.add(name.asString("")));
        }
        return new OptunaOutcomes(goals, names);
    }

    /**
     * The outcome; nothing if it has not ended.
     *
     * @param attributes of the trial; those that only stood for a part of the outcome are removed
     */
    Optional<Outcome> outcome(OptunaTrial trial, Map<String, Object> attributes) {
        return switch (trial.state()) {
            case "COMPLETE" -> Optional.of(new Outcome.Completed(measurement(trial, trial.values(), attributes)));
            case "PRUNED" -> {
                List<Double> values = trial.values();
                if (values.isEmpty()) {
                    values = goals.targets().stream().map(target -> Double.NaN).toList();
                }
                yield Optional.of(new Outcome.Pruned(measurement(trial, values, attributes), "pruned in Optuna"));
            }
            case "FAIL" -> {
                Object reason = attributes.remove(OptunaExport.REASON);
                yield Optional.of(new Outcome.Failed(reason == null ? NO_REASON : reason.toString(), cost(attributes)));
            }
            default -> Optional.empty();
        };
    }

    private static OptionalDouble cost(Map<String, Object> attributes) {
        return attributes.remove(OptunaExport.COST) instanceof Number cost
                ? OptionalDouble.of(cost.doubleValue())
                : OptionalDouble.empty();
    }

    private Measurement measurement(OptunaTrial trial, List<Double> values, Map<String, Object> attributes) {
        if (values.size() < goals.targets().size()) {
            throw new IllegalArgumentException("trial %s has %s values, but there are %s objectives"
                    .formatted(trial.number(), values.size(), goals.targets().size()));
        }
        Object folds = attributes.get(OptunaExport.FOLDS);
        Map<?, ?> byName =
                folds instanceof Map<?, ?> map && map.values().stream().allMatch(OptunaOutcomes::isNumbers)
                        ? map
                        : Map.of();
        boolean isOnly = isNumbers(folds) && goals.isSingle();
        if (isOnly || !byName.isEmpty()) {
            attributes.remove(OptunaExport.FOLDS);
        }
        List<String> names = names(values.size());
        List<MetricValue> metrics = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Object own = isOnly && i == 0 ? folds : byName.get(names.get(i));
            metrics.add(new MetricValue(names.get(i), values.get(i), numbers(own)));
        }
        if (attributes.remove(OptunaExport.METRICS) instanceof Map<?, ?> others) {
            others.forEach((name, value) -> metrics.add(
                    new MetricValue(String.valueOf(name), OutcomeJson.number(value), numbers(byName.get(name)))));
        }
        return new Measurement(metrics, violations(trial.constraints()), cost(attributes));
    }

    /** Of values: the targets', and for more of them, as they come where they have no names. */
    private List<String> names(int count) {
        List<String> names = new ArrayList<>();
        List<MetricValue> unnamed =
                Measurement.ofValues(Collections.nCopies(count, 0.0)).metrics();
        for (int i = 0; i < count; i++) {
            names.add(
                    i < goals.targets().size()
                            ? goals.targets().get(i).metric()
                            : unnamed.get(i).metric());
        }
        return names;
    }

    /** Those that were told: what follows them are the violations of limits, which can be computed again. */
    private Map<String, Double> violations(List<Double> all) {
        int told = !constraints.isEmpty()
                ? Math.min(constraints.size(), all.size())
                : goals.limits().isEmpty() ? all.size() : 0;
        Map<String, Double> violations = new LinkedHashMap<>();
        List<String> positional =
                List.copyOf(Measurement.of(0).constraints(all).constraints().keySet());
        for (int i = 0; i < told; i++) {
            violations.put(constraints.isEmpty() ? positional.get(i) : constraints.get(i), all.get(i));
        }
        return violations;
    }

    /** An intermediate value: Optuna has them for a single objective only. */
    Report report(int step, double value) {
        return new Report(step, goals.targets().get(0).metric(), value);
    }

    /** Those that a trial of several targets kept elsewhere. */
    List<Report> reports(Map<String, Object> attributes) {
        List<Report> reports = new ArrayList<>();
        if (attributes.remove(OptunaExport.REPORTS) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> report) {
                    reports.add(new Report(
                            (int) OutcomeJson.number(report.get("step")),
                            String.valueOf(report.get("metric")),
                            OutcomeJson.number(report.get("value"))));
                }
            }
        }
        return reports;
    }

    private static boolean isNumbers(@Nullable Object list) {
        return list instanceof List<?> numbers && numbers.stream().allMatch(Number.class::isInstance);
    }

    private static List<Double> numbers(@Nullable Object list) {
        return list instanceof List<?> numbers
                ? numbers.stream().map(OutcomeJson::number).toList()
                : List.of();
    }
}
