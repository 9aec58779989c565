package dev.retune.execution.program;

import dev.retune.internal.text.NearestName;
import dev.retune.trial.Measurement;
import dev.retune.trial.MeasurementParts;
import dev.retune.trial.MetricValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The lines of a persistent program: one JSON object each. */
final class ReplyLine {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // NaN fails the trial, but the program continues
            .build();

    private static final List<String> KEYS = List.of(
            "step",
            "metric",
            "value",
            "values",
            "metrics",
            "folds",
            "constraints",
            "cost",
            "pruned",
            "failed",
            "error");
    private static final String COST = "cost";
    private static final String EXPECTED =
            "expected a JSON object, such as {\"step\":1,\"value\":0.4}, {\"value\":0.12} or {\"failed\":\"reason\"}";

    private ReplyLine() {}

    /** @throws IllegalArgumentException if it is invalid; the message says what was expected */
    static ProgramMessage read(String line) {
        JsonNode message = object(line);
        for (String key : message.propertyNames()) {
            require(KEYS.contains(key), "unknown key '%s'%s".formatted(key, NearestName.hintOrList(key, KEYS)));
        }
        if (message.has("error") || message.has("failed")) {
            String key = message.has("error") ? "error" : "failed";
            require(
                    message.size() == (message.has(COST) ? 2 : 1)
                            && message.get(key).isString(),
                    "'%s' stands alone, with a text; but for a 'cost'".formatted(key));
            String reason = message.get(key).stringValue();
            OptionalDouble cost = message.has(COST) ? OptionalDouble.of(number(message, COST)) : OptionalDouble.empty();
            return new ProgramMessage.FailureMessage(
                    key.equals("error") ? "it did not understand: " + reason : reason, cost);
        }
        if (message.has("step")) {
            require(
                    message.size() == (message.has("metric") ? 3 : 2)
                            && message.get("step").isInt()
                            && message.has("value"),
                    "a report is {\"step\":1,\"value\":0.4}, with a whole step");
            require(!message.has("metric") || message.get("metric").isString(), "'metric' is the name of one");
            return new ProgramMessage.ReportMessage(
                    message.get("step").intValue(),
                    message.path("metric").stringValue(MetricValue.UNNAMED),
                    number(message, "value"));
        }
        JsonNode pruned = message.path("pruned");
        require(pruned.isMissingNode() || pruned.isBoolean(), "'pruned' is true or false");
        if (!pruned.asBoolean(false)) {
            return new ProgramMessage.ScoreMessage(measurement(message));
        }
        return new ProgramMessage.PrunedMessage(
                parts(message) == 0 ? Optional.empty() : Optional.of(measurement(message)));
    }

    /** The number of keys of the measurement. */
    private static long parts(JsonNode message) {
        return message.propertyNames().stream()
                .filter(key -> !key.equals("pruned") && !key.equals(COST))
                .count();
    }

    /** The answer to an invalid line. */
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
        MeasurementParts parts = new MeasurementParts().values(numbers(message, "values"));
        require(!message.has("values") || !message.get("values").isEmpty(), "'values' is empty");
        if (message.has("value")) {
            parts.value(number(message, "value"));
        }
        JsonNode metrics = message.path("metrics");
        require(metrics.isMissingNode() || metrics.isObject(), "'metrics' is an object of numbers");
        metrics.propertyNames().forEach(name -> parts.metric(name, number(metrics, name)));
        JsonNode folds = message.path("folds");
        if (folds.isObject()) {
            folds.propertyNames().forEach(name -> parts.folds(name, numbers(folds, name)));
        } else {
            parts.folds(numbers(message, "folds"));
        }
        parts.constraints(numbers(message, "constraints"));
        if (message.has(COST)) {
            parts.cost(number(message, COST));
        }
        require(!parts.isEmpty(), "it has no 'value', 'values', 'metrics' or 'folds'");
        return parts.build();
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
