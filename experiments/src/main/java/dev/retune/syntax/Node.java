package dev.retune.syntax;

import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A value that a user wrote, with the place where it stands: a mapping, a list, text, a number, true, false or nothing.
 * The methods that read it throw a {@link InputException} that names the place, the key, the value and what was
 * expected.
 */
public final class Node {

    /** So much of a value is quoted in an error. */
    private static final int SHOWN = 200;

    private final String place; // "digits.yaml line 7: ", or nothing for a message
    private final String key; // "budget.time", or nothing at the root
    private final @Nullable Object value; // Map<String, Node>, List<Node>, String, Boolean, Number, or null

    Node(String place, String key, @Nullable Object value) {
        this.place = place;
        this.key = key;
        this.value = value;
    }

    /** The mapping that a YAML file holds. */
    public static Node yaml(Path file) {
        return NodeReader.yaml(file);
    }

    /** The object that a line of JSON holds. */
    public static Node json(String line) {
        return NodeReader.json(line);
    }

    /** This mapping, which may have these keys and no others. */
    public Node only(String... keys) {
        return only(Set.of(keys));
    }

    public Node only(Set<String> keys) {
        entries().forEach((name, node) -> {
            if (!keys.contains(name)) {
                List<String> known = keys.stream().sorted().toList();
                throw new InputException(
                        "%sunknown key '%s'%s".formatted(node.place, node.key, NearestName.hintOrList(name, known)));
            }
        });
        return this;
    }

    /** The value of a key of this mapping; nothing if it is absent or has no value. */
    public Optional<Node> get(String name) {
        return Optional.ofNullable(entries().get(name)).filter(node -> node.value != null);
    }

    /** The value of a key of this mapping, which must be there; {@code example} says what to write. */
    public Node need(String name, String example) {
        return get(name)
                .orElseThrow(() -> new InputException("%s'%s' is missing: write %s"
                        .formatted(place, key.isEmpty() ? name : key + "." + name, example)));
    }

    public boolean has(String name) {
        return entries().containsKey(name);
    }

    /** The entries of this mapping, in the order in which they were written. */
    @SuppressWarnings("unchecked")
    public Map<String, Node> entries() {
        require(value instanceof Map, "keys with values");
        return (Map<String, Node>) value();
    }

    /** The elements of this list. */
    @SuppressWarnings("unchecked")
    public List<Node> items() {
        require(value instanceof List, "a list");
        return (List<Node>) value();
    }

    public boolean isMapping() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    public boolean isText() {
        return value instanceof String;
    }

    /** Text; a number or a boolean is taken as it reads. */
    public String text() {
        Object scalar = scalar();
        require(!scalar.toString().isBlank(), "a text");
        return scalar.toString();
    }

    /** Text, and not a number or a boolean. */
    public String string() {
        require(value instanceof String, "a text");
        return (String) value();
    }

    /** A finite number. */
    public double number() {
        require(value instanceof Number number && Double.isFinite(number.doubleValue()), "a number");
        return ((Number) value()).doubleValue();
    }

    /** A whole number. */
    public int whole() {
        return whole(Integer.MIN_VALUE);
    }

    /** A whole number of at least so much. */
    public int whole(int least) {
        boolean isInt = (value instanceof Integer || value instanceof Double)
                && ((Number) value).doubleValue() == ((Number) value).intValue();
        require(
                isInt && ((Number) value()).intValue() >= least,
                least == Integer.MIN_VALUE ? "a whole number" : "a whole number, %s or more".formatted(least));
        return ((Number) value()).intValue();
    }

    /** A whole number of up to 64 bits. */
    public long wholeLong() {
        require(value instanceof Integer || value instanceof Long, "a whole number");
        return ((Number) value()).longValue();
    }

    public boolean flag() {
        require(value instanceof Boolean, "true or false");
        return (Boolean) value();
    }

    /** Text, a number, true or false. */
    public Object scalar() {
        require(value instanceof String || value instanceof Number || value instanceof Boolean, "a single value");
        return value();
    }

    /** The scalars of this mapping. */
    public Map<String, Object> scalars() {
        Map<String, Object> scalars = new LinkedHashMap<>();
        entries().forEach((name, node) -> scalars.put(name, node.scalar()));
        return scalars;
    }

    /** The result of {@code made}; its {@link IllegalArgumentException} is reported with this place. */
    public <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InputException(place + e.getMessage(), e);
        }
    }

    /** An error about this value. {@code rule} says what it must be, and a hint. */
    public InputException error(String rule) {
        String shown = toString();
        String quoted = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown;
        return new InputException(
                "%s%s: %s".formatted(place, key.isEmpty() ? quoted : "%s = %s".formatted(key, quoted), rule));
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw error("it must be " + expected);
        }
    }

    private Object value() {
        if (value == null) {
            throw error("it has no value");
        }
        return value;
    }

    /** As in JSON. */
    @Override
    public String toString() {
        return NodeReader.write(this);
    }

    @Nullable
    Object content() {
        return value;
    }
}
