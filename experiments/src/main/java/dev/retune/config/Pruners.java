package dev.retune.config;

import dev.retune.pruning.Pruner;
import dev.retune.space.NearestName;

import java.util.List;
import java.util.Map;

/** The pruners by the names of study files. */
final class Pruners {

    private static final Map<String, Pruner> KNOWN = Map.of("none", Pruner.none());

    private Pruners() {}

    static Pruner read(Node node) {
        Pruner pruner = KNOWN.get(node.string());
        if (pruner == null) {
            throw node.error(
                    "no such pruner" + NearestName.hintOrList(node.string(), List.copyOf(KNOWN.keySet())));
        }
        return pruner;
    }
}
