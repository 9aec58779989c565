package dev.retune.config;

import dev.retune.syntax.Node;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a study searches, as its file says it: in this all its workers must agree.
 *
 * @param strategy its name, or the JSON of its options; {@code auto} where the file names none
 * @param prior its JSON, or {@code none}
 * @param pruner its name, the JSON of its options, or {@code none}
 */
public record WrittenSearch(String strategy, String prior, String pruner) {

    static WrittenSearch read(Node root) {
        return new WrittenSearch(
                text(root, "strategy", "auto"), text(root, "prior", "none"), text(root, "pruner", "none"));
    }

    private static String text(Node root, String key, String otherwise) {
        return root.get(key)
                .map(node -> node.isText() ? node.text() : node.toString())
                .orElse(otherwise);
    }

    /** By their keys in a study file. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("strategy", strategy);
        entries.put("prior", prior);
        entries.put("pruner", pruner);
        return entries;
    }
}
