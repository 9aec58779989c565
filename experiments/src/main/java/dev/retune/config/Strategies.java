package dev.retune.config;

import dev.retune.space.NearestName;
import dev.retune.strategy.GridSearch;
import dev.retune.strategy.QuasiRandomSearch;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The strategies by the names of study files and of the ask-tell protocol: {@code random}, or {@code {name: random}} with options. */
public final class Strategies {

    private static final Map<String, Entry> KNOWN = new LinkedHashMap<>();

    static {
        add("auto", o -> RandomSearch.create());
        add("random", o -> RandomSearch.create());
        add("grid", o -> GridSearch.of(o.whole("levels", 5), o.seed()), "levels");
        add("sobol", o -> QuasiRandomSearch.of(o.seed()));
    }

    private Strategies() {}

    /** How a strategy is made, and of which options. */
    private record Entry(Set<String> keys, Function<Options, Strategy> maker) {}

    /** What the user wrote beside the name. */
    private record Options(Node node, long seed) {

        int whole(String key, int otherwise) {
            Optional<Node> option = node.isMapping() ? node.get(key) : Optional.empty();
            return option.map(o -> o.whole(1)).orElse(otherwise);
        }
    }

    private static void add(String name, Function<Options, Strategy> maker, String... options) {
        Set<String> keys = Stream.concat(Stream.of("name"), Stream.of(options)).collect(Collectors.toSet());
        KNOWN.put(name, new Entry(keys, maker));
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** The default. */
    public static Strategy auto(long seed) {
        return read(Node.json("{\"name\":\"auto\"}"), seed);
    }

    /** The strategy that a node names. @throws ConfigException if there is none, or an option is wrong */
    public static Strategy read(Node node, long seed) {
        Node name = node.isMapping() ? node.need("name", "the name of a strategy, such as random") : node;
        Entry entry = KNOWN.get(name.string());
        if (entry == null) {
            throw name.error("no such strategy" + NearestName.hintOrList(name.string(), KNOWN.keySet()));
        }
        if (node.isMapping()) {
            node.only(entry.keys());
        }
        return node.checked(() -> entry.maker().apply(new Options(node, seed)));
    }
}
