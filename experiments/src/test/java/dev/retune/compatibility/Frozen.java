package dev.retune.compatibility;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What Retune 0.1 wrote, and what it said of it. */
final class Frozen {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Frozen() {}

    /**
     * By the name of a study: its {@code export}, its {@code best} trial, how to {@code start} it again, what is
     * handed out {@code next}.
     */
    static Map<String, JsonNode> studies() {
        Map<String, JsonNode> studies = new TreeMap<>();
        json(text("expected.json.gz")).properties().forEach(study -> studies.put(study.getKey(), study.getValue()));
        return studies;
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static List<JsonNode> jsonLines(String text) {
        return text.lines().map(Frozen::json).toList();
    }

    /** A file, unpacked. */
    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Frozen.class.getResourceAsStream("v0_1/" + name), name);
                InputStream unpacked = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** Writes a file into a folder, unpacked. */
    static Path copy(String name, Path folder) throws IOException {
        String file = name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.gz$", "");
        return Files.write(folder.resolve(file), bytes(name));
    }

    /** The names of the files in a folder. */
    static List<String> files(String folder) throws IOException, URISyntaxException {
        Path there = Path.of(Objects.requireNonNull(Frozen.class.getResource("v0_1/" + folder))
                .toURI());
        try (Stream<Path> files = Files.list(there)) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
        }
    }

    /**
     * Where something differs from what is expected; nothing if it does not. An object may have more keys than
     * expected: a later Retune may know more. Numbers are the same if their values are.
     *
     * @param tolerance by which numbers may differ, relative to their size
     */
    static List<String> differences(JsonNode actual, JsonNode expected, double tolerance) {
        List<String> differences = new ArrayList<>();
        compare("", actual, expected, tolerance, differences);
        return differences;
    }

    static List<String> differences(JsonNode actual, JsonNode expected) {
        return differences(actual, expected, 0);
    }

    private static void compare(
            String path, JsonNode actual, JsonNode expected, double tolerance, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            asNamed(expected, actual)
                    .forEach(entry -> compare(
                            path + "." + entry.getKey(),
                            actual.path(entry.getKey()),
                            entry.getValue(),
                            tolerance,
                            differences));
        } else if (expected.isArray() && actual.isArray() && actual.size() == expected.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", actual.get(i), expected.get(i), tolerance, differences);
            }
        } else if (!isSame(actual, expected, tolerance)) {
            differences.add("%s is %s, not %s".formatted(path, actual, expected));
        }
    }

    /**
     * The expected members, with what has got names since written as it is now: the {@code goal} is among the
     * {@code goals}, the {@code values} are those of the {@code metrics}, in their order; folds and constraints are
     * left out where there are none.
     */
    private static Set<Map.Entry<String, JsonNode>> asNamed(JsonNode expected, JsonNode actual) {
        ObjectNode now = ((ObjectNode) expected).deepCopy();
        if (actual.has("goals") && now.has("goal")) {
            now.putArray("goals").addObject().set("direction", now.remove("goal"));
        }
        if (actual.has("metrics") && now.remove("values") instanceof ArrayNode values) {
            List<String> names = List.copyOf(actual.get("metrics").propertyNames());
            ObjectNode metrics = now.putObject("metrics");
            for (int i = 0; i < values.size(); i++) {
                metrics.set(i < names.size() ? names.get(i) : "missing " + i, values.get(i));
            }
            if (actual.get("folds") instanceof ObjectNode) { // those of the first
                now.putObject("folds").set(names.get(0), expected.get("folds"));
            }
            if (actual.get("constraints") instanceof ObjectNode constraints) {
                List<String> limited = List.copyOf(constraints.propertyNames());
                ObjectNode named = now.putObject("constraints");
                for (int i = 0; i < expected.get("constraints").size(); i++) {
                    named.set(
                            i < limited.size() ? limited.get(i) : "missing " + i,
                            expected.get("constraints").get(i));
                }
            }
            for (String list : List.of("folds", "constraints")) {
                if (now.get(list) instanceof ArrayNode array && array.isEmpty() && !actual.has(list)) {
                    now.remove(list);
                }
            }
        }
        return now.properties();
    }

    private static boolean isSame(JsonNode actual, JsonNode expected, double tolerance) {
        if (!actual.isNumber() || !expected.isNumber()) {
            return actual.equals(expected);
        }
        if (actual.isIntegralNumber() && expected.isIntegralNumber()) {
            return actual.longValue() == expected.longValue();
        }
        double difference = Math.abs(actual.doubleValue() - expected.doubleValue());
        return difference <= tolerance * Math.abs(expected.doubleValue());
    }
}
