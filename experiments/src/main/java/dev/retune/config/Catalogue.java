package dev.retune.config;

import dev.retune.internal.text.NearestName;
import dev.retune.syntax.Node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Things that a user calls by a name, or by {@code {name: ..., option: ...}}. */
final class Catalogue<T> {

    private final String noun;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    /** How a thing is made, and of which keys. */
    private record Entry<T>(Set<String> keys, Function<Options, T> maker) {}

    /** What the user wrote. */
    record Options(Node node) {

        Optional<Node> get(String key) {
            return node.isMapping() ? node.get(key) : Optional.empty();
        }

        int whole(String key, int otherwise) {
            return get(key).map(option -> option.whole(1)).orElse(otherwise);
        }

        Node need(String key, String example) {
            return get(key).orElseThrow(
                            () -> node.error("it needs '%s': write {name: ..., %s: %s}".formatted(key, key, example)));
        }
    }

    Catalogue(String noun) {
        this.noun = noun;
    }

    Catalogue<T> add(String name, Function<Options, T> maker, String... options) {
        Set<String> keys = Stream.concat(Stream.of("name"), Stream.of(options)).collect(Collectors.toSet());
        entries.put(name, new Entry<>(keys, maker));
        return this;
    }

    T read(Node node) {
        Node name = node.isMapping() ? node.need("name", "the name of a " + noun) : node;
        Entry<T> entry = entries.get(name.string());
        if (entry == null) {
            throw name.error("no such %s%s".formatted(noun, NearestName.hintOrList(name.string(), names())));
        }
        if (node.isMapping()) {
            node.only(entry.keys());
        }
        return node.checked(() -> entry.maker().apply(new Options(node)));
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }
}
