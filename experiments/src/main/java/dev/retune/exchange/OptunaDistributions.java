package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.Distribution;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.Scale;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Distributions in the JSON of Optuna's databases: those of version 3 and later, and the ones that they replaced. */
final class OptunaDistributions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build(); // as Python writes NaN

    private OptunaDistributions() {}

    /** @throws IllegalArgumentException if it is of an unknown kind */
    static Distribution read(String json) {
        JsonNode root = JSON.readTree(json);
        JsonNode a = root.path("attributes");
        String kind = root.path("name").asString("");
        return switch (kind) {
            case "FloatDistribution" ->
                real(a, a.path("log").asBoolean(false), a.path("step").asDouble(0));
            case "UniformDistribution" -> real(a, false, 0);
            case "LogUniformDistribution" -> real(a, true, 0);
            case "DiscreteUniformDistribution" -> real(a, false, a.path("q").asDouble(0));
            case "IntDistribution" -> whole(a, a.path("log").asBoolean(false));
            case "IntUniformDistribution" -> whole(a, false);
            case "IntLogUniformDistribution" -> whole(a, true);
            case "CategoricalDistribution" -> {
                List<JsonNode> choices = new ArrayList<>();
                a.path("choices").forEach(choices::add);
                yield new Distribution.Choices(choices);
            }
            default -> throw new IllegalArgumentException("the unknown distribution '%s'".formatted(kind));
        };
    }

    private static Distribution real(JsonNode a, boolean log, double step) {
        return new Distribution.Real(a.path("low").asDouble(0), a.path("high").asDouble(0), log, step);
    }

    private static Distribution whole(JsonNode a, boolean log) {
        return new Distribution.Whole(
                a.path("low").asLong(0),
                a.path("high").asLong(0),
                log,
                Math.max(1, a.path("step").asLong(1)));
    }

    /**
     * What Optuna would have drawn the parameter from; it has no steps on a log scale, and no logit scale.
     *
     * @param origin knows the choices as they were there
     */
    static String write(Parameter<?> parameter, OptunaOrigin origin) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        String kind;
        if (parameter instanceof RealParameter real) {
            kind = "FloatDistribution";
            boolean log = real.scale() == Scale.LOG;
            attributes.put("step", real.step() > 0 && !log ? real.step() : null);
            attributes.put("low", real.low());
            attributes.put("high", real.high());
            attributes.put("log", log);
        } else if (parameter instanceof IntParameter whole) {
            kind = "IntDistribution";
            boolean log = whole.scale() == Scale.LOG;
            attributes.put("log", log);
            attributes.put("step", log ? 1 : whole.step());
            attributes.put("low", whole.low());
            attributes.put("high", whole.high());
        } else {
            kind = "CategoricalDistribution";
            List<JsonNode> there = origin.choices(parameter.name());
            attributes.put("choices", there == null ? choices((ChoiceParameter<?>) parameter) : there);
        }
        Map<String, Object> distribution = new LinkedHashMap<>();
        distribution.put("name", kind);
        distribution.put("attributes", attributes);
        return JSON.writeValueAsString(distribution);
    }

    private static <T> List<Object> choices(ChoiceParameter<T> choice) {
        return choice.choices().stream().map(choice::toJson).toList();
    }
}
