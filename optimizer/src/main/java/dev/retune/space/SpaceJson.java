package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.NearestName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The JSON form of a space. A parameter has the form of the ask-tell protocol. */
final class SpaceJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> NUMERIC =
            Set.of("name", "type", "lower", "upper", "log", "logit", "step", "condition");
    private static final Set<String> CATEGORICAL = Set.of("name", "type", "choices", "ordered", "condition");

    private SpaceJson() {}

    static String write(SearchSpace space) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode parameters = root.putArray("parameters");
        for (int i = 0; i < space.parameters().size(); i++) {
            ObjectNode node = write(space.parameters().get(i));
            List<Condition> conditions = space.conditions(i);
            if (conditions.size() == 1) {
                node.set("condition", write(conditions.get(0)));
            } else if (!conditions.isEmpty()) {
                ArrayNode all = node.putArray("condition");
                conditions.forEach(c -> all.add(write(c)));
            }
            parameters.add(node);
        }
        if (!space.constraints().isEmpty()) {
            ArrayNode constraints = root.putArray("constraints");
            space.constraints().forEach(c -> constraints.add(c.toString()));
        }
        return JSON.writeValueAsString(root);
    }

    private static ObjectNode write(Parameter<?> parameter) {
        ObjectNode node = JSON.createObjectNode().put("name", parameter.name());
        if (parameter instanceof RealParameter real) {
            node.put("type", "float").put("lower", real.low()).put("upper", real.high());
            writeScale(node, real.scale());
            if (real.step() > 0) {
                node.put("step", real.step());
            }
        } else if (parameter instanceof IntParameter integer) {
            node.put("type", "int").put("lower", integer.low()).put("upper", integer.high());
            writeScale(node, integer.scale());
            if (integer.step() > 1) {
                node.put("step", integer.step());
            }
        } else if (parameter instanceof ChoiceParameter<?> choice) {
            writeChoices(node, choice);
        }
        return node;
    }

    private static void writeScale(ObjectNode node, Scale scale) {
        if (scale == Scale.LOGIT) {
            node.put("logit", true);
        } else {
            node.put("log", scale == Scale.LOG);
        }
    }

    private static <T> void writeChoices(ObjectNode node, ChoiceParameter<T> choice) {
        node.put("type", "cat");
        ArrayNode choices = node.putArray("choices");
        choice.choices().forEach(c -> choices.addPOJO(choice.toJson(c)));
        if (choice.isOrdered()) {
            node.put("ordered", true);
        }
    }

    private static ObjectNode write(Condition condition) {
        ObjectNode node =
                JSON.createObjectNode().put("parent", condition.parent().name());
        ArrayNode values = node.putArray("values");
        condition.values().forEach(v -> values.addPOJO(toJson(condition.parent(), v)));
        return node;
    }

    @SuppressWarnings("unchecked")
    private static <T> Object toJson(Parameter<T> parameter, Object value) {
        return parameter.toJson((T) value);
    }

    static SearchSpace read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The space is not valid JSON: " + e.getOriginalMessage(), e);
        }
        SearchSpace.Builder builder = SearchSpace.builder();
        JsonNode parameters = root;
        if (root.isObject()) {
            onlyKeys(root, "The space", Set.of("parameters", "constraints"));
            parameters = root.path("parameters");
            for (JsonNode constraint : array(root, "The space", "constraints", false)) {
                Check.that(constraint.isString(), "A constraint is text like 'a + b <= 1', not %s", constraint);
                builder.constraint(constraint.stringValue());
            }
        }
        Check.that(parameters.isArray(), "The space is an array of parameters, not %s", parameters);
        for (JsonNode node : parameters) {
            read(node, builder);
        }
        return builder.build();
    }

    private static void read(JsonNode node, SearchSpace.Builder builder) {
        Check.that(
                node.isObject() && node.path("name").isString(),
                "A parameter is an object with a \"name\", not %s",
                node);
        String name = node.get("name").stringValue();
        String what = "Parameter '" + name + "'";
        String type = node.path("type").asString("");
        Parameter<?> parameter = switch (type) {
            case "float" -> {
                onlyKeys(node, what, NUMERIC);
                double step = node.has("step") ? number(node, what, "step") : 0;
                Check.that(step > 0 || !node.has("step"), "%s has step %s: a step must be above 0", what, step);
                yield new RealParameter(
                        name, number(node, what, "lower"), number(node, what, "upper"), scale(node, what), step);
            }
            case "int" -> {
                onlyKeys(node, what, NUMERIC);
                yield new IntParameter(
                        name,
                        whole(node, what, "lower"),
                        whole(node, what, "upper"),
                        scale(node, what),
                        node.has("step") ? whole(node, what, "step") : 1);
            }
            case "cat" -> {
                onlyKeys(node, what, CATEGORICAL);
                List<Object> choices = new ArrayList<>();
                for (JsonNode choice : array(node, what, "choices", true)) {
                    choices.add(scalar(choice, what));
                }
                yield new ChoiceParameter<>(name, choices, flag(node, what, "ordered"));
            }
            default ->
                throw new IllegalArgumentException("%s needs \"float\", \"int\" or \"cat\" as \"type\", not %s"
                        .formatted(what, shown(node.path("type"))));
        };
        JsonNode condition = node.path("condition");
        List<Condition> conditions = new ArrayList<>();
        if (condition.isArray()) {
            condition.forEach(c -> conditions.add(condition(c, what, builder)));
        } else if (!condition.isMissingNode()) {
            conditions.add(condition(condition, what, builder));
        }
        builder.add(parameter, conditions.toArray(Condition[]::new));
    }

    private static Condition condition(JsonNode node, String what, SearchSpace.Builder builder) {
        Check.that(
                node.isObject() && node.path("parent").isString(),
                "%s has a condition that is not {\"parent\":NAME,\"values\":[...]}: %s",
                what,
                node);
        onlyKeys(node, what + "'s condition", Set.of("parent", "values"));
        String parent = node.get("parent").stringValue();
        List<Object> values = new ArrayList<>();
        for (JsonNode value : array(node, what + "'s condition", "values", true)) {
            values.add(scalar(value, what));
        }
        return new Condition(
                builder.find(parent)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "%s depends on '%s', which is not declared before it: put the parent first"
                                        .formatted(what, parent))),
                values);
    }

    private static void onlyKeys(JsonNode node, String what, Set<String> known) {
        for (String key : node.propertyNames()) {
            Check.that(known.contains(key), "%s has the unknown key '%s'%s", what, key, NearestName.hint(key, known));
        }
    }

    private static Iterable<JsonNode> array(JsonNode node, String what, String key, boolean required) {
        JsonNode array = node.path(key);
        Check.that(array.isArray() || array.isMissingNode() && !required, "%s needs an array as \"%s\"", what, key);
        return array;
    }

    private static Scale scale(JsonNode node, String what) {
        boolean log = flag(node, what, "log");
        boolean logit = flag(node, what, "logit");
        Check.that(!(log && logit), "%s has both a log and a logit scale: choose one", what);
        return log ? Scale.LOG : logit ? Scale.LOGIT : Scale.LINEAR;
    }

    private static boolean flag(JsonNode node, String what, String key) {
        JsonNode flag = node.path(key);
        Check.that(
                flag.isBoolean() || flag.isMissingNode(),
                "%s has \"%s\": %s, which is not true or false",
                what,
                key,
                flag);
        return flag.isBoolean() && flag.booleanValue();
    }

    private static double number(JsonNode node, String what, String key) {
        JsonNode number = node.path(key);
        Check.that(number.isNumber(), "%s needs a number as \"%s\", not %s", what, key, shown(number));
        return number.doubleValue();
    }

    private static int whole(JsonNode node, String what, String key) {
        double number = number(node, what, key);
        Check.that(
                number == (int) number,
                "%s needs a whole number of at most %s as \"%s\", not %s",
                what,
                Integer.MAX_VALUE,
                key,
                shown(node.get(key)));
        return (int) number;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static Object scalar(JsonNode node, String what) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        throw new IllegalArgumentException(
                "%s has the choice %s: choices are text, numbers, true or false".formatted(what, node));
    }
}
