package dev.retune.exchange;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Attempt;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trial as a JSON object: {@code trial}, {@code state}, {@code params}, {@code resource}, {@code continues}, {@code values},
 * {@code folds}, {@code constraints}, {@code reason}, {@code started}, {@code ended}, {@code reports}, {@code attributes}, {@code attempts}. Numbers
 * that JSON does not have (NaN, Infinity) are text.
 */
public final class TrialJson {

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private TrialJson() {}

    /** Everything that is known of the trial, values in the user's units. */
    public static Map<String, Object> write(TrialRecord trial) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("trial", trial.number());
        object.put("state", trial.state().name().toLowerCase(Locale.ROOT));
        object.put("params", trial.configuration().toJson());
        object.put("resource", trial.resource());
        trial.continues().ifPresent(earlier -> object.put("continues", earlier));
        trial.measurement().ifPresent(measured -> {
            object.put("values", finite(measured.values()));
            object.put("folds", finite(measured.folds()));
            object.put("constraints", finite(measured.constraints()));
        });
        reason(trial).ifPresent(reason -> object.put("reason", reason));
        trial.started().ifPresent(start -> object.put("started", start.toString()));
        trial.ended().ifPresent(end -> object.put("ended", end.toString()));
        object.put("reports", trial.reports().stream().map(TrialJson::report).toList());
        object.put("attributes", trial.attributes());
        if (!trial.attempts().isEmpty()) {
            object.put(
                    "attempts",
                    trial.attempts().stream().map(TrialJson::attempt).toList());
        }
        return object;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("worker", attempt.worker());
        object.put("started", attempt.started().toString());
        object.put("ended", attempt.ended().toString());
        return object;
    }

    static Map<String, Object> report(Report report) {
        Map<String, Object> object = new LinkedHashMap<>(); // the order of Map.of changes with each process
        object.put("step", report.step());
        object.put("value", finite(report.value()));
        return object;
    }

    /** Why it failed or was pruned. */
    private static Optional<String> reason(TrialRecord trial) {
        return trial.outcome()
                .flatMap(end -> end instanceof Outcome.Failed failed
                        ? Optional.of(failed.reason())
                        : end instanceof Outcome.Pruned pruned ? Optional.of(pruned.reason()) : Optional.empty());
    }

    private static List<Object> finite(List<Double> numbers) {
        return numbers.stream().map(TrialJson::finite).toList();
    }

    private static Object finite(double x) {
        return Double.isFinite(x) ? (Object) x : Double.toString(x);
    }

    /** @throws IllegalArgumentException if it is no trial of that space; the message says why */
    static TrialRecord read(JsonNode object, SearchSpace space) {
        if (!object.path("trial").isInt() || !object.path("params").isObject()) {
            throw new IllegalArgumentException("it has no \"trial\" and \"params\"");
        }
        List<Report> reports = new ArrayList<>();
        for (JsonNode report : object.path("reports")) {
            reports.add(new Report(report.path("step").asInt(), number(report.path("value"))));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode attempt : object.path("attempts")) {
            attempts.add(new Attempt(
                    attempt.path("worker").asString(""),
                    Instant.parse(attempt.path("started").asString("")),
                    Instant.parse(attempt.path("ended").asString(""))));
        }
        Optional<Outcome> outcome = outcome(object);
        TrialRecord trial = new TrialRecord(
                object.get("trial").intValue(),
                space.configuration(JSON.convertValue(object.get("params"), MAP)),
                number(object.path("resource")),
                object.has("continues") ? OptionalInt.of(object.get("continues").asInt()) : OptionalInt.empty(),
                reports,
                outcome,
                time(object, "started"),
                time(object, "ended"),
                object.has("attributes") ? JSON.convertValue(object.get("attributes"), MAP) : Map.of());
        return trial.with(reports, attempts);
    }

    private static Optional<Outcome> outcome(JsonNode object) {
        String state = object.path("state").asString("");
        return switch (state) {
            case "completed" -> Optional.of(new Outcome.Completed(measurement(object)));
            case "pruned" -> Optional.of(new Outcome.Pruned(measurement(object), reason(object)));
            case "failed" -> Optional.of(new Outcome.Failed(reason(object)));
            case "waiting", "running" -> Optional.empty();
            default ->
                throw new IllegalArgumentException("its state '%s' is none of %s"
                        .formatted(state, List.of(State.values()).toString().toLowerCase(Locale.ROOT)));
        };
    }

    private static String reason(JsonNode object) {
        return object.path("reason").asString("");
    }

    private static Measurement measurement(JsonNode object) {
        return new Measurement(numbers(object, "values"), numbers(object, "folds"), numbers(object, "constraints"));
    }

    private static List<Double> numbers(JsonNode object, String key) {
        List<Double> numbers = new ArrayList<>();
        object.path(key).forEach(number -> numbers.add(number(number)));
        return numbers;
    }

    static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asString(""));
    }

    private static Optional<Instant> time(JsonNode object, String key) {
        return object.has(key) ? Optional.of(Instant.parse(object.get(key).asString())) : Optional.empty();
    }
}
