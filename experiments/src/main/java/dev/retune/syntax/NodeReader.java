package dev.retune.syntax;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads YAML and JSON into nodes, token by token, because only tokens know their line. */
final class NodeReader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final JsonParser parser;
    private final String file; // empty for a message

    private NodeReader(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    static Node yaml(Path path) {
        String file = String.valueOf(path.getFileName());
        try (JsonParser parser = YAML.createParser(content(path))) {
            Node root = new NodeReader(parser, file).root();
            if (!root.isMapping()) {
                throw new InputException(
                        "%s: a study file holds keys with values, such as 'study: my-study'".formatted(file));
            }
            return root;
        } catch (JacksonException e) {
            throw new InputException("%s line %s: this is not valid YAML: %s".formatted(file, line(e), problem(e)), e);
        }
    }

    private static String content(Path path) {
        try {
            return Files.readString(InputFile.at(path, "a study file"));
        } catch (CharacterCodingException e) {
            throw new InputException("%s is not a UTF-8 text: save it as UTF-8".formatted(path.getFileName()), e);
        } catch (IOException e) {
            throw new InputException("'%s' cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    static Node json(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            Node root = new NodeReader(parser, "").root();
            if (!root.isMapping()) {
                throw new InputException("a line must be a JSON object, such as {\"ask\":1}, not " + root);
            }
            return root;
        } catch (JacksonException e) {
            String hint = line.contains("NaN") || line.contains("Infinity")
                    ? " (JSON has no NaN or infinity: tell such a trial as {\"tell\":ID,\"failed\":\"reason\"})"
                    : "";
            throw new InputException(
                    "a line must be a JSON object, such as {\"ask\":1}: %s%s".formatted(problem(e), hint), e);
        }
    }

    /** The line that the parser stopped at; its own messages know better than its location. */
    private static int line(JacksonException e) {
        Matcher place = LINE.matcher(e.getOriginalMessage());
        int last = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        while (place.find()) {
            last = Integer.parseInt(place.group(1));
        }
        return last;
    }

    /** What is wrong, without the excerpts from the text. */
    private static String problem(JacksonException e) {
        List<String> lines = e.getOriginalMessage()
                .lines()
                .filter(l -> !l.isBlank() && !l.startsWith(" "))
                .map(String::strip)
                .toList();
        String message = lines.isEmpty()
                ? "it ends too early"
                : String.join(", ", lines).replaceAll("(: (enable|was expecting) | \\(start marker at ).*", "");
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }

    private Node root() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Node(place(1), "", null);
        }
        Node root = read("", parser.currentTokenLocation().getLineNr());
        if (parser.nextToken() != null) {
            throw new InputException(place(parser.currentTokenLocation().getLineNr())
                    + "there is something after the end: write one document only");
        }
        return root;
    }

    private Node read(String key, int line) {
        return new Node(place(line), key, value(key));
    }

    private @Nullable Object value(String key) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Node> entries = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    int line = parser.currentTokenLocation().getLineNr();
                    parser.nextToken();
                    entries.put(name, read(key.isEmpty() ? name : key + "." + name, line));
                }
                return entries;
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(
                            key + "[" + items.size() + "]",
                            parser.currentTokenLocation().getLineNr()));
                }
                return items;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getNumberValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getString();
            }
        }
    }

    private String place(int line) {
        return file.isEmpty() ? "" : "%s line %s: ".formatted(file, line);
    }

    static String write(Node node) {
        return JSON.writeValueAsString(plain(node));
    }

    private static @Nullable Object plain(Node node) {
        if (node.isMapping()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            node.entries().forEach((name, value) -> plain.put(name, plain(value)));
            return plain;
        }
        return node.isList() ? node.items().stream().map(NodeReader::plain).toList() : node.content();
    }
}
