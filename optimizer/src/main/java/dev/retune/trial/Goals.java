package dev.retune.trial;

import dev.retune.internal.text.NearestName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The goals of a study, declared before it starts: targets, which are minimized or maximized, and limits, which metrics
 * (targets or others) must satisfy.
 * {@code Goals.maximize("accuracy").and(Target.minimize("latency")).limit(Limit.atMost("memory", 512))}
 *
 * <p>Signs are changed here and nowhere else. Records and screens keep the user's units; strategies, pruners and
 * surrogates see {@linkplain #losses(TrialRecord) losses}.
 *
 * @param targets at least one
 * @param limits empty if nothing is limited
 */
public record Goals(List<Target> targets, List<Limit> limits) {

    /**
     * @throws IllegalArgumentException if there is no target, two targets have the same metric, or limits repeat or
     *     contradict one another
     */
    public Goals {
        targets = List.copyOf(targets);
        limits = List.copyOf(limits);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "The goals have no target: name what to minimize or maximize, such as" + " 'maximize accuracy'");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.metric())) {
                throw new IllegalArgumentException(
                        "The goals have two targets on '%s': name each metric once".formatted(target.metric()));
            }
        }
        for (int i = 0; i < limits.size(); i++) {
            for (Limit before : limits.subList(0, i)) {
                requireCompatible(before, limits.get(i));
            }
        }
    }

    private static void requireCompatible(Limit one, Limit other) {
        if (!one.metric().equals(other.metric())) {
            return;
        }
        if (one.side() == other.side()) {
            throw new IllegalArgumentException(
                    "The goals have two limits of the same kind, '%s' and '%s': keep the stricter one"
                            .formatted(one, other));
        }
        if (one.violation(other.bound()) > 0) {
            throw new IllegalArgumentException(
                    "The limits '%s' and '%s' contradict each other: no value satisfies both".formatted(one, other));
        }
    }

    public static Goals of(Target... targets) {
        return new Goals(Arrays.asList(targets), List.of());
    }

    /** Minimizes this metric. */
    public static Goals minimize(String metric) {
        return of(Target.minimize(metric));
    }

    /** Maximizes this metric. */
    public static Goals maximize(String metric) {
        return of(Target.maximize(metric));
    }

    /** These goals with an additional target. */
    public Goals and(Target... more) {
        return new Goals(Stream.concat(targets.stream(), Stream.of(more)).toList(), limits);
    }

    /** These goals with an additional limit. */
    public Goals limit(Limit... more) {
        return new Goals(
                targets, Stream.concat(limits.stream(), Stream.of(more)).toList());
    }

    /** Whether there is exactly one target, so that trials are ordered and one of them is the best. */
    public boolean isSingle() {
        return targets.size() == 1;
    }

    /** The only target. @throws IllegalStateException if there are several */
    public Target target() {
        if (!isSingle()) {
            throw new IllegalStateException(
                    "There are %s targets (%s): this needs exactly one".formatted(targets.size(), text(targets)));
        }
        return targets.get(0);
    }

    /** The names of all metrics: first those of the targets, then those that occur in limits only. */
    public List<String> metrics() {
        Set<String> names = new LinkedHashSet<>();
        targets.forEach(target -> names.add(target.metric()));
        limits.forEach(limit -> names.add(limit.metric()));
        return List.copyOf(names);
    }

    /**
     * How these goals differ from the requested ones, in words; empty if a study with these goals can be resumed with
     * those.
     */
    public Optional<String> difference(Goals requested) {
        Target here = targets.get(0);
        Target there = requested.targets.get(0);
        boolean unnamed = isSingle() && requested.isSingle() && (here.isUnnamed() || there.isUnnamed());
        if (unnamed ? here.direction() != there.direction() : !targets.equals(requested.targets)) {
            return Optional.of("its goal is to %s, not to %s"
                    .formatted(
                            unnamed ? here.direction().word() : text(targets),
                            unnamed ? there.direction().word() : text(requested.targets)));
        }
        return Set.copyOf(limits).equals(Set.copyOf(requested.limits))
                ? Optional.empty()
                : Optional.of("its limits are %s, not %s".formatted(limitsText(), requested.limitsText()));
    }

    private String limitsText() {
        return limits.isEmpty() ? "none" : "'" + text(limits) + "'";
    }

    /**
     * These goals; or the requested goals, which do not {@linkplain #difference differ}, if only those name the target.
     */
    public Goals namedBy(Goals requested) {
        return isSingle() && targets.get(0).isUnnamed() ? requested : this;
    }

    // ---- measurements and reports

    /**
     * The measurement of a completed trial as its study stores it: values without names get the names of the targets,
     * and the metrics are in the order of the goals.
     *
     * @throws IllegalArgumentException if a metric is missing or superfluous; the message names it
     */
    public Measurement measured(Measurement told) {
        Measurement bound = named(told);
        if (isSingle()
                && limits.isEmpty()
                && bound.metrics().size() == 1
                && isTarget(bound.metrics().get(0).metric())) {
            return bound; // the usual case
        }
        List<String> superfluous = superfluous(told, bound);
        for (String name : metrics()) {
            if (bound.metric(name).isEmpty()) {
                throw new IllegalArgumentException("The measurement has no '%s', which is %s%s"
                        .formatted(name, isTarget(name) ? "a target" : "in the limits", hint(superfluous)));
            }
        }
        requireKnown(superfluous, bound);
        return bound;
    }

    private String hint(List<String> superfluous) {
        return superfluous.isEmpty()
                ? ""
                : "; it has '%s'%s".formatted(superfluous.get(0), NearestName.hint(superfluous.get(0), metrics()));
    }

    /**
     * The measurement of a pruned trial as its study stores it; metrics may be missing, and the value of a single
     * target is NaN then.
     *
     * @throws IllegalArgumentException if a metric is superfluous; the message names it
     */
    public Measurement measuredSoFar(Measurement told) {
        Measurement bound = named(told);
        requireKnown(superfluous(told, bound), bound);
        if (isSingle() && bound.metric(target().metric()).isEmpty()) {
            List<MetricValue> metrics = new ArrayList<>(bound.metrics());
            metrics.add(0, MetricValue.of(target().metric(), Double.NaN)); // the first metric is the target's
            return new Measurement(metrics, bound.constraints(), bound.cost());
        }
        return bound;
    }

    /**
     * A report with its metric named. @throws IllegalArgumentException if the metric is not a target; the message lists
     * the targets
     */
    public Report reported(Report report) {
        String metric = report.metric();
        if (isTarget(metric)) {
            return report;
        }
        boolean unnamed = metric.equals(MetricValue.UNNAMED);
        if (isSingle() && unnamed) {
            return new Report(report.step(), targets.get(0).metric(), report.value());
        }
        throw new IllegalArgumentException(
                unnamed
                        ? "A report has no metric, but there are %s targets (%s): name one of them"
                                .formatted(targets.size(), text(targets))
                        : "A report has the metric '%s', which is not a target%s"
                                .formatted(metric, NearestName.hintOrList(metric, targetNames())));
    }

    private void requireKnown(List<String> superfluous, Measurement bound) {
        for (String name : superfluous) {
            throw new IllegalArgumentException("The measurement has '%s', which is neither a target nor in the limits%s"
                    .formatted(name, NearestName.hintOrList(name, metrics())));
        }
        for (Limit limit : limits) {
            if (bound.constraints().containsKey(limit.toString())) {
                throw new IllegalArgumentException(
                        "The measurement has a constraint '%s', which is already a limit of the study: report only '%s'"
                                .formatted(limit, limit.metric()));
            }
        }
    }

    private List<String> targetNames() {
        return targets.stream().map(Target::metric).toList();
    }

    private boolean isTarget(String metric) {
        for (Target target : targets) {
            if (target.metric().equals(metric)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The metrics that are neither a target nor limited. With one target, further values without names are allowed, and
     * are stored as well.
     */
    private List<String> superfluous(Measurement told, Measurement bound) {
        if (isSingle() && told.isPositional()) {
            return List.of();
        }
        List<String> known = metrics();
        return bound.metrics().stream()
                .map(MetricValue::metric)
                .filter(name -> !known.contains(name))
                .toList();
    }

    /**
     * Gives values without names the names of the targets, in the order of the goals, and checks only that the
     * assignment is unambiguous; for reading stored measurements.
     *
     * @throws IllegalArgumentException if the number of unnamed values does not match the number of targets
     */
    Measurement named(Measurement told) {
        List<MetricValue> metrics = told.metrics();
        if (isSingle() && metrics.size() == 1) { // the usual case
            MetricValue only = metrics.get(0);
            String name = targets.get(0).metric();
            return name.equals(MetricValue.UNNAMED) || !only.metric().equals(MetricValue.UNNAMED)
                    ? told
                    : new Measurement(List.of(only.named(name)), told.constraints(), told.cost());
        }
        Map<String, MetricValue> byName = new LinkedHashMap<>();
        metrics.forEach(metric -> byName.put(metric.metric(), metric));
        if (isSingle() && !byName.containsKey(targets.get(0).metric())) {
            Optional.ofNullable(byName.remove(MetricValue.UNNAMED))
                    .ifPresent(value -> byName.put(
                            targets.get(0).metric(), value.named(targets.get(0).metric())));
        } else if (!isSingle() && told.isPositional() && !isTarget(MetricValue.UNNAMED)) {
            name(metrics, byName);
        }
        List<MetricValue> ordered = new ArrayList<>();
        for (String name : metrics()) {
            Optional.ofNullable(byName.remove(name)).ifPresent(ordered::add);
        }
        ordered.addAll(byName.values());
        return new Measurement(ordered, told.constraints(), told.cost());
    }

    private void name(List<MetricValue> values, Map<String, MetricValue> byName) {
        if (values.size() != targets.size()) {
            throw new IllegalArgumentException(
                    ("The measurement has %s without a name, but there are %s targets (%s): name each, or give"
                                    + " one value per target")
                            .formatted(
                                    values.size() == 1 ? "one value" : values.size() + " values",
                                    targets.size(),
                                    text(targets)));
        }
        byName.clear();
        for (int i = 0; i < values.size(); i++) {
            byName.put(
                    targets.get(i).metric(), values.get(i).named(targets.get(i).metric()));
        }
    }

    // ---- losses

    /**
     * A trial as strategies and pruners see it: one loss per target, under the target's name; as constraints, the
     * reported ones and the violations of the limits. Metrics that are not targets are left out.
     */
    public TrialRecord losses(TrialRecord trial) {
        Optional<Measurement> measured = trial.measurement();
        if (isSingle() && limits.isEmpty() && targets.get(0).direction() == Direction.MINIMIZE) {
            if (measured.isEmpty() || measured.get().metrics().size() == 1) {
                return trial;
            }
        } else if (measured.isEmpty() && trial.reports().isEmpty()) {
            return trial;
        }
        return trial.toBuilder()
                .reports(trial.reports().stream().map(this::loss).toList())
                .outcome(trial.outcome()
                        .map(end -> end.measured()
                                .map(measurement -> end.with(losses(measurement)))
                                .orElse(end)))
                .build();
    }

    private Report loss(Report report) {
        Direction direction = direction(report.metric());
        return direction == Direction.MINIMIZE
                ? report
                : new Report(report.step(), report.metric(), direction.loss(report.value()));
    }

    /** The direction of a report's metric; that of the first target if the metric is not a target. */
    private Direction direction(String metric) {
        for (Target target : targets) {
            if (target.metric().equals(metric)) {
                return target.direction();
            }
        }
        return targets.get(0).direction();
    }

    private Measurement losses(Measurement measurement) {
        List<MetricValue> losses = new ArrayList<>(targets.size());
        if (isSingle()) {
            losses.add(measurement.metrics().get(0).losses(targets.get(0).direction()));
        } else {
            for (Target target : targets) {
                losses.add(measurement
                        .metric(target.metric())
                        .orElseGet(() -> MetricValue.of(target.metric(), Double.NaN))
                        .losses(target.direction()));
            }
        }
        return new Measurement(losses, violations(measurement), measurement.cost());
    }

    /** The violations of the limits and the reported constraints, by name; 0 or less is satisfied. */
    public Map<String, Double> violations(Measurement measurement) {
        if (limits.isEmpty()) {
            return measurement.constraints();
        }
        Map<String, Double> violations = new LinkedHashMap<>(measurement.constraints());
        for (Limit limit : limits) { // a pruned trial may lack metrics
            measurement
                    .metric(limit.metric())
                    .ifPresent(metric -> violations.put(limit.toString(), limit.violation(metric.value())));
        }
        return violations;
    }

    /** {@code maximize accuracy, minimize latency; memory <= 512} */
    @Override
    public String toString() {
        return text(targets) + (limits.isEmpty() ? "" : "; " + text(limits));
    }

    private static String text(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
