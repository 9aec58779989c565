package dev.retune.exchange;

import dev.retune.store.StudyDefinition;
import dev.retune.trial.Attempt;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.OutcomeJson;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trial as a JSON object: {@code trial}, {@code state}, {@code params}, {@code resource}, {@code continues}, the
 * parts of its outcome as in {@link OutcomeJson}, {@code started}, {@code ended}, {@code reports}, {@code attributes},
 * {@code attempts}. Numbers that JSON does not have (NaN, Infinity) are text.
 */
public final class TrialJson {

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private TrialJson() {}

    /** Everything that is known of the trial, values in the user's units. @param goals of its study */
    public static Map<String, Object> write(TrialRecord trial, Goals goals) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("trial", trial.number());
        object.put("state", trial.state().name().toLowerCase(Locale.ROOT));
        object.put("params", trial.configuration().toJson());
        object.put("resource", trial.resource());
        trial.continues().ifPresent(earlier -> object.put("continues", earlier));
        trial.outcome().ifPresent(outcome -> object.putAll(OutcomeJson.write(outcome)));
        trial.started().ifPresent(start -> object.put("started", start.toString()));
        trial.ended().ifPresent(end -> object.put("ended", end.toString()));
        object.put(
                "reports",
                trial.reports().stream().map(report -> report(report, goals)).toList());
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

    /** With its metric only where there are several. */
    static Map<String, Object> report(Report report, Goals goals) {
        Map<String, Object> object = new LinkedHashMap<>(); // the order of Map.of changes with each process
        object.put("step", report.step());
        if (!goals.isSingle()) {
            object.put("metric", report.metric());
        }
        object.put("value", OutcomeJson.finite(report.value()));
        return object;
    }

    /** What {@link #report(Report, Goals)} wrote. */
    static Report report(JsonNode object, Goals goals) {
        return new Report(
                object.path("step").asInt(),
                object.path("metric").asString(goals.targets().get(0).metric()),
                number(object.path("value")));
    }

    /** @throws IllegalArgumentException if it is no trial of that study; the message says why */
    static TrialRecord read(JsonNode object, StudyDefinition study) {
        if (!object.path("trial").isInt() || !object.path("params").isObject()) {
            throw new IllegalArgumentException("it has no \"trial\" and \"params\"");
        }
        List<Report> reports = new ArrayList<>();
        for (JsonNode report : object.path("reports")) {
            reports.add(report(report, study.goals()));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode attempt : object.path("attempts")) {
            attempts.add(new Attempt(
                    attempt.path("worker").asString(""),
                    Instant.parse(attempt.path("started").asString("")),
                    Instant.parse(attempt.path("ended").asString(""))));
        }
        return TrialRecord.builder(
                        object.get("trial").intValue(),
                        study.space().configuration(JSON.convertValue(object.get("params"), MAP)),
                        number(object.path("resource")))
                .continues(
                        object.has("continues")
                                ? OptionalInt.of(object.get("continues").asInt())
                                : OptionalInt.empty())
                .reports(reports)
                .outcome(outcome(object, study.goals()))
                .started(time(object, "started"))
                .ended(time(object, "ended"))
                .attributes(object.has("attributes") ? JSON.convertValue(object.get("attributes"), MAP) : Map.of())
                .attempts(attempts)
                .build();
    }

    private static Optional<Outcome> outcome(JsonNode object, Goals goals) {
        String word = object.path("state").asString("");
        State state = Arrays.stream(State.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its state '%s' is none of %s"
                        .formatted(word, List.of(State.values()).toString().toLowerCase(Locale.ROOT))));
        return state == State.WAITING || state == State.RUNNING
                ? Optional.empty()
                : Optional.of(OutcomeJson.read(state, JSON.convertValue(object, MAP), goals));
    }

    static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asString(""));
    }

    private static Optional<Instant> time(JsonNode object, String key) {
        return object.has(key) ? Optional.of(Instant.parse(object.get(key).asString())) : Optional.empty();
    }
}
