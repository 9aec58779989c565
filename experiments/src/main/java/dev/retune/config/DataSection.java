package dev.retune.config;

import dev.retune.data.ColumnType;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Format;
import dev.retune.data.Task;
import dev.retune.syntax.Node;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code model} of a study file says of its data. What is empty is inferred.
 *
 * @param node of the model
 * @param file with the rows
 * @param target the column to predict
 * @param task classification or regression
 * @param types of columns that are not to be inferred
 * @param ignore columns to leave out
 * @param weight the column that says how much each row counts
 */
public record DataSection(
        Node node,
        Path file,
        String target,
        Optional<Task> task,
        Map<String, ColumnType> types,
        List<String> ignore,
        Optional<String> weight) {

    static final List<String> KEYS =
            List.of("data", "target", "task", "types", "ignore", "weight", "format", "separator", "charset", "missing");

    static DataSection read(Node model, Path folder) {
        return new DataSection(
                model,
                folder.resolve(model.need("data", "the path of a CSV, ARFF or LIBSVM file")
                        .string()),
                model.need("target", "the column to predict").text(),
                model.get("task").map(task -> task.checked(() -> Task.named(task.string()))),
                model.get("types").map(DataSection::types).orElse(Map.of()),
                model.get("ignore").map(DataSection::texts).orElse(List.of()),
                model.get("weight").map(Node::text));
    }

    private static Map<String, ColumnType> types(Node node) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        node.entries()
                .forEach((column, type) -> types.put(column, type.checked(() -> ColumnType.named(type.string()))));
        return types;
    }

    /** One text, or a list of them. */
    private static List<String> texts(Node node) {
        return node.isList() ? node.items().stream().map(Node::text).toList() : List.of(node.text());
    }

    /** The rows. @param scored the task of the metric: numbers are not taken for classes where it is a regression */
    Dataset rows(Task scored) {
        DataReader reader = DataReader.of(target).ignore(ignore.toArray(String[]::new));
        for (Map.Entry<String, ColumnType> type : types.entrySet()) {
            reader = reader.type(type.getKey(), type.getValue());
        }
        Optional<Task> wanted = task.or(() -> Optional.of(scored).filter(Task.REGRESSION::equals));
        reader = wanted.map(reader::task).orElse(reader);
        DataReader declared = written(reader);
        Dataset rows = node.need("data", "").checked(() -> declared.read(file));
        return weight.map(column -> node.need("weight", "").checked(() -> rows.weightedBy(column)))
                .orElse(rows);
    }

    /** With the format of the file, as far as it is given. */
    private DataReader written(DataReader plain) {
        DataReader reader = plain;
        Optional<Node> format = node.get("format");
        if (format.isPresent()) {
            reader = reader.format(
                    format.get().checked(() -> Format.named(format.get().string())));
        }
        Optional<Node> separator = node.get("separator");
        if (separator.isPresent()) {
            String text = String.valueOf(separator.get().scalar());
            if (text.length() != 1) {
                throw separator.get().error("it must be one character, such as \";\" or \"\\t\"");
            }
            reader = reader.separator(text.charAt(0));
        }
        Optional<Node> charset = node.get("charset");
        if (charset.isPresent()) {
            reader = reader.charset(charset(charset.get()));
        }
        Optional<Node> missing = node.get("missing");
        return missing.isPresent() ? reader.missing(texts(missing.get()).toArray(String[]::new)) : reader;
    }

    private static Charset charset(Node node) {
        try {
            return Charset.forName(node.string());
        } catch (IllegalArgumentException e) {
            throw node.error("there is no such charset: try windows-1252, ISO-8859-1 or UTF-16");
        }
    }
}
