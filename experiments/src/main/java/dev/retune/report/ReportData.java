package dev.retune.report;

import dev.retune.objective.CrossValidatedObjective;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.Scale;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Ranking;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.StudyFacts;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the page of a study is drawn from. */
record ReportData(StudyDefinition definition, StudyFacts known, List<TrialRecord> trials) {

    /** The note that version 0.1 wrote in place of {@link CrossValidatedObjective#TRAINING_LOSS}. */
    private static final String OLD_TRAINING_LOSS = "cost";

    private static final int MOST_CURVES = 300;
    private static final int MOST_POINTS = 200;

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("study", definition.name());
        data.put("goals", goals().targets().stream().map(Target::toString).toList());
        data.put("limits", goals().limits().stream().map(Limit::toString).toList());
        data.put("metrics", more());
        data.put("front", front().stream().map(TrialRecord::number).toList());
        if (goals().isSingle()) {
            data.put("maximize", goals().target().direction() == Direction.MAXIMIZE);
            data.put("metric", goals().target().metric());
        }
        data.put("facts", facts());
        data.put("notes", StudyFacts.userNotes(definition));
        data.put("seed", definition.seed());
        data.put(
                "parameters",
                definition.space().parameters().stream()
                        .map(ReportData::parameter)
                        .toList());
        data.put("best", best().orElse(null));
        data.put(
                "holdOut",
                best().flatMap(known::holdOut).map(HoldOutScore::toJson).orElse(null));
        data.put("trials", trials.stream().map(this::trial).toList());
        data.put("curves", curves());
        return Collections.unmodifiableMap(data);
    }

    /** What stands below the study's name. */
    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(known.entries());
        facts.keySet().removeAll(Set.of("metric", "data fingerprint"));
        return facts;
    }

    private Goals goals() {
        return definition.goals();
    }

    /** The metrics that have columns of their own: all but the only target. */
    private List<String> more() {
        return goals().metrics().stream()
                .filter(metric ->
                        !goals().isSingle() || !metric.equals(goals().target().metric()))
                .toList();
    }

    private List<TrialRecord> front() {
        return Ranking.front(trials.stream().map(goals()::losses).toList());
    }

    private Optional<Integer> best() {
        return goals().isSingle() ? front().stream().findFirst().map(TrialRecord::number) : Optional.empty();
    }

    private static Map<String, Object> parameter(Parameter<?> parameter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", parameter.name());
        json.put("numeric", !(parameter instanceof ChoiceParameter<?>));
        if (parameter instanceof RealParameter real) {
            json.put("low", real.low());
            json.put("high", real.high());
        }
        if (parameter instanceof IntParameter integer) {
            json.put("low", integer.low());
            json.put("high", integer.high());
            json.put("whole", true);
        }
        json.put(
                "log",
                parameter instanceof RealParameter real && real.scale() == Scale.LOG
                        || parameter instanceof IntParameter integer && integer.scale() == Scale.LOG);
        if (parameter instanceof ChoiceParameter<?> choice) {
            json.put("choices", choices(choice));
        }
        return json;
    }

    private static <T> List<String> choices(ChoiceParameter<T> choice) {
        return choice.choices().stream()
                .map(c -> String.valueOf(choice.toJson(c)))
                .toList();
    }

    private Map<String, Object> trial(TrialRecord trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", trial.number());
        json.put("state", trial.state().name().toLowerCase(Locale.ROOT));
        if (goals().isSingle()) {
            put(json, "value", trial.value());
            put(json, "se", trial.measurement().map(Measurement::standardError).orElse(Double.NaN));
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (String name : more()) {
            trial.measurement().flatMap(m -> m.metric(name)).ifPresent(metric -> put(metrics, name, metric.value()));
        }
        if (!metrics.isEmpty()) {
            json.put("metrics", metrics);
        }
        if (Ranking.violation(goals().losses(trial)) > 0) {
            json.put("infeasible", true);
        }
        put(json, "seconds", trial.seconds().orElse(Double.NaN));
        put(json, "resource", trial.resource());
        trial.outcome()
                .flatMap(Outcome::why)
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> json.put("reason", reason));
        json.put("params", trial.configuration().toJson());
        return json;
    }

    private static void put(Map<String, Object> json, String key, double x) {
        if (Double.isFinite(x)) {
            json.put(key, x);
        }
    }

    /**
     * Training loss by epoch, or else the reported values, of up to so many trials spread over the study; none if
     * they are single points.
     */
    private List<Map<String, Object>> curves() {
        List<TrialRecord> withCurve =
                trials.stream().filter(trial -> !points(trial).isEmpty()).toList();
        if (withCurve.stream().allMatch(trial -> points(trial).size() == 1)) {
            return List.of();
        }
        boolean losses = withCurve.stream().anyMatch(ReportData::hasLosses);
        List<Map<String, Object>> curves = new ArrayList<>();
        Set<TrialRecord> chosen = new LinkedHashSet<>(thinned(withCurve, MOST_CURVES));
        Optional<Integer> best = best();
        withCurve.stream()
                .filter(trial -> best.equals(Optional.of(trial.number())))
                .forEach(chosen::add);
        for (TrialRecord trial : chosen) {
            if (hasLosses(trial) == losses) {
                curves.add(Map.of("n", trial.number(), "loss", losses, "points", thinned(points(trial), MOST_POINTS)));
            }
        }
        return curves;
    }

    private static boolean hasLosses(TrialRecord trial) {
        return losses(trial) instanceof List<?> list && !list.isEmpty();
    }

    /** The training losses by epoch, if the trial has any. */
    private static @Nullable Object losses(TrialRecord trial) {
        Object losses = trial.attributes().get(CrossValidatedObjective.TRAINING_LOSS);
        return losses == null ? trial.attributes().get(OLD_TRAINING_LOSS) : losses;
    }

    /** Pairs of step and value; the value is null where it is not finite, which the page shows as diverged. */
    private static List<List<@Nullable Object>> points(TrialRecord trial) {
        List<List<@Nullable Object>> points = new ArrayList<>();
        if (losses(trial) instanceof List<?> losses) {
            for (Object loss : losses) {
                points.add(point(points.size() + 1, loss instanceof Number x ? x.doubleValue() : Double.NaN));
            }
        } else {
            trial.reports().forEach(report -> points.add(point(report.step(), report.value())));
        }
        return points;
    }

    private static List<@Nullable Object> point(int step, double value) {
        List<@Nullable Object> point = new ArrayList<>();
        point.add(step);
        point.add(Double.isFinite(value) ? value : null);
        return point;
    }

    /** At most so many, evenly spaced, the last one always among them. */
    static <T> List<T> thinned(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>(most);
        for (int i = 1; i <= most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most) - 1));
        }
        return some;
    }
}
