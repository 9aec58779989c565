package dev.retune.store;

import dev.retune.space.SearchSpace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a requested space differs from a stored one. Both are compared as JSON, the form in a store. */
final class SpaceDifference {

    private SpaceDifference() {}

    static List<String> of(SearchSpace stored, SearchSpace requested) {
        List<String> differences = new ArrayList<>();
        String storedJson = stored.toJson();
        String requestedJson = requested.toJson();
        if (storedJson.equals(requestedJson)) {
            return differences;
        }
        JsonNode storedRoot = JsonMapper.shared().readTree(storedJson);
        JsonNode requestedRoot = JsonMapper.shared().readTree(requestedJson);
        Map<String, JsonNode> there = parameters(storedRoot);
        Map<String, JsonNode> here = parameters(requestedRoot);
        there.forEach((name, parameter) -> {
            JsonNode other = here.get(name);
            if (other == null) {
                differences.add("it has a parameter '%s', which is missing here".formatted(name));
            } else if (!parameter.equals(other)) {
                differences.add("its parameter '%s' is %s, not %s".formatted(name, parameter, other));
            }
        });
        here.keySet().stream()
                .filter(name -> !there.containsKey(name))
                .forEach(name -> differences.add("it has no parameter '%s'".formatted(name)));
        if (!storedRoot.path("constraints").equals(requestedRoot.path("constraints"))) {
            differences.add("its constraints are %s, not %s"
                    .formatted(text(storedRoot.path("constraints")), text(requestedRoot.path("constraints"))));
        }
        if (differences.isEmpty()) {
            differences.add("its parameters are in the order %s, not %s".formatted(there.keySet(), here.keySet()));
        }
        return differences;
    }

    private static Map<String, JsonNode> parameters(JsonNode root) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        root.get("parameters").forEach(p -> parameters.put(p.get("name").stringValue(), p));
        return parameters;
    }

    private static String text(JsonNode constraints) {
        return constraints.isMissingNode() ? "none" : constraints.toString();
    }
}
