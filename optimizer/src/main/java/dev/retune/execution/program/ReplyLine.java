package dev.retune.execution.program;

import dev.retune.internal.text.NearestName;
import dev.retune.trial.Measurement;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a program that is kept: a JSON object each. */
final class ReplyLine {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // NaN fails a trial, but the program goes on
            .build();

    private static final List<String> KEYS =
            List.of("step", "value", "values", "folds", "constraints", "pruned", "failed", "error");
    private static final String EXPECTED =
            "expected a JSON object, such as {\"step\":1,\"value\":0.4}, {\"value\":0.12} or {\"failed\":\"reason\"}";

    private ReplyLine() {}

    /** @throws IllegalArgumentException if it is none, saying what was expected */
    static ProgramMessage read(String line) {
        JsonNode message = object(line);
        for (String key : message.propertyNames()) {
            require(KEYS.contains(key), "unknown key '%s'%s".formatted(key, NearestName.hintOrList(key, KEYS)));
        }
        if (message.has("error") || message.has("failed")) {
            String key = message.has("error") ? "error" : "failed";
            require(
                    message.size() == 1 && message.get(key).isString(),
                    "'%s' stands alone, with a text".formatted(key));
            String reason = message.get(key).stringValue();
            return new ProgramMessage.Failed(key.equals("error") ? "it did not understand: " + reason : reason);
        }
        if (message.has("step")) {
            require(
                    message.size() == 2 && message.get("step").isInt() && message.has("value"),
                    "a report is {\"step\":1,\"value\":0.4}, with a whole step");
            return new ProgramMessage.Reported(message.get("step").intValue(), number(message, "value"));
        }
        JsonNode pruned = message.path("pruned");
        require(pruned.isMissingNode() || pruned.isBoolean(), "'pruned' is true or false");
        if (!pruned.asBoolean(false)) {
            return new ProgramMessage.Scored(measurement(message));
        }
        return new ProgramMessage.Pruned(message.size() == 1 ? Optional.empty() : Optional.of(measurement(message)));
    }

    /** What a program is told whose line is not understood. */
    static String error(String rule) {
        return JSON.writeValueAsString(Map.of("error", rule));
    }

    private static JsonNode object(String line) {
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
        require(message.isObject(), EXPECTED);
        return message;
    }

    private static Measurement measurement(JsonNode message) {
        List<Double> folds = numbers(message, "folds");
        List<Double> constraints = numbers(message, "constraints");
        require(!(message.has("value") && message.has("values")), "either 'value' or 'values'");
        if (message.has("value")) {
            return new Measurement(List.of(number(message, "value")), folds, constraints);
        }
        if (message.has("values")) {
            List<Double> values = numbers(message, "values");
            require(!values.isEmpty(), "'values' is empty");
            return new Measurement(values, folds, constraints);
        }
        require(!folds.isEmpty(), "it has no 'value', 'values' or 'folds'");
        return new Measurement(Measurement.ofFolds(folds).values(), folds, constraints);
    }

    private static double number(JsonNode message, String key) {
        require(message.get(key).isNumber(), "'%s' is a number".formatted(key));
        return message.get(key).doubleValue();
    }

    private static List<Double> numbers(JsonNode message, String key) {
        List<Double> numbers = new ArrayList<>();
        JsonNode list = message.path(key);
        require(list.isMissingNode() || list.isArray(), "'%s' is a list of numbers".formatted(key));
        for (JsonNode number : list) {
            require(number.isNumber(), "'%s' is a list of numbers".formatted(key));
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
