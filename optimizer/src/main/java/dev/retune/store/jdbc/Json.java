package dev.retune.store.jdbc;

import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns that hold JSON. Doubles come back bit for bit; those that JSON has no number for are text. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }

    static Map<String, Object> map(@Nullable String json) {
        return json == null ? Map.of() : MAPPER.readValue(json, MAP);
    }

    static String write(Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Completed completed) {
            put(map, completed.measurement());
        } else if (outcome instanceof Outcome.Pruned pruned) {
            put(map, pruned.measurement());
            map.put("reason", pruned.reason());
        } else if (outcome instanceof Outcome.Failed failed) {
            map.put("reason", failed.reason());
        }
        return write(map);
    }

    private static void put(Map<String, Object> map, Measurement measurement) {
        map.put("values", measurement.values());
        if (!measurement.folds().isEmpty()) {
            map.put("folds", measurement.folds());
        }
        if (!measurement.constraints().isEmpty()) {
            map.put("constraints", measurement.constraints());
        }
    }

    /** Why something could not be read, in one line and without a place in a text that nobody sees. */
    static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\s*\\(?(start marker )?at \\[Source.*", "");
    }

    static Outcome outcome(State state, String json) {
        JsonNode node = MAPPER.readTree(json);
        return switch (state) {
            case COMPLETED -> new Outcome.Completed(measurement(node));
            case PRUNED -> new Outcome.Pruned(measurement(node), reason(node));
            case FAILED -> new Outcome.Failed(reason(node));
            case WAITING, RUNNING -> throw new IllegalArgumentException("a %s trial has no outcome".formatted(state));
        };
    }

    private static String reason(JsonNode node) {
        return node.path("reason").stringValue("");
    }

    private static Measurement measurement(JsonNode node) {
        return new Measurement(numbers(node, "values"), numbers(node, "folds"), numbers(node, "constraints"));
    }

    private static List<Double> numbers(JsonNode node, String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : node.path(key)) {
            numbers.add(element.isNumber() ? element.doubleValue() : Double.parseDouble(element.stringValue()));
        }
        return numbers;
    }
}
