package dev.retune.exchange;

import dev.retune.store.Event;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Goals;
import dev.retune.trial.TrialRecord;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What happened to a trial as JSON, an object an event: {@code "at"} which revision of its study, and what: {@code
 * "filled"}, with the revision that its proposal has {@code "seen"} if it was proposed, {@code "handed out"}, {@code
 * "given back"}, {@code "reported"} and {@code "ended"}. What the trial itself tells is left out.
 */
final class HistoryJson {

    private HistoryJson() {}

    static List<Map<String, Object>> write(List<Event> events, Goals goals) {
        return events.stream().map(event -> write(event, goals)).toList();
    }

    private static Map<String, Object> write(Event event, Goals goals) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", event.revision());
        if (event instanceof Event.Filled filled) {
            object.put("event", "filled");
            filled.basis().ifPresent(seen -> object.put("seen", seen));
        } else if (event instanceof Event.Assigned) {
            object.put("event", "handed out");
        } else if (event instanceof Event.Released) {
            object.put("event", "given back");
        } else if (event instanceof Event.Reported reported) {
            object.put("event", "reported");
            object.putAll(TrialJson.report(reported.report(), goals));
        } else {
            object.put("event", "ended");
        }
        return object;
    }

    /** @throws IllegalArgumentException if this is not the history of such a trial; the message says why */
    static List<Event> read(JsonNode history, TrialRecord trial, Goals goals) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : history) {
            events.add(read(event, event.path("at").asLong(0), trial, goals));
        }
        return events;
    }

    private static Event read(JsonNode event, long revision, TrialRecord trial, Goals goals) {
        int number = trial.number();
        String what = event.path("event").asString("");
        return switch (what) {
            case "filled" ->
                new Event.Filled(
                        revision,
                        number,
                        new Proposal(trial.configuration(), OptionalDouble.of(trial.resource()), trial.continues()),
                        event.has("seen") ? OptionalLong.of(event.get("seen").asLong()) : OptionalLong.empty());
            case "handed out" -> new Event.Assigned(revision, number);
            case "given back" -> new Event.Released(revision, number);
            case "reported" -> new Event.Reported(revision, number, TrialJson.report(event, goals));
            case "ended" ->
                new Event.Ended(
                        revision,
                        number,
                        trial.outcome()
                                .orElseThrow(() -> new IllegalArgumentException("its history ends, but it has not")),
                        trial.ended().orElse(Instant.EPOCH));
            default -> throw new IllegalArgumentException("its history has an unknown event '%s'".formatted(what));
        };
    }
}
