package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * {@link Format#ARFF}, line by line. The types of the header hold unless others are declared; the levels of a nominal
 * attribute are checked, but ordered as those of any other file. In a sparse row, omitted cells are 0, or the first
 * level.
 */
final class ArffFormat {

    private final String file;
    private final ReadingOptions reading;
    private final List<Attribute> attributes = new ArrayList<>();
    private int line;

    private ArffFormat(String file, ReadingOptions reading) {
        this.file = file;
        this.reading = reading;
    }

    /** @param levels of a nominal attribute, otherwise none; the column is null where it is skipped */
    private record Attribute(
            String name,
            Set<String> levels,
            String zero,
            @Nullable ColumnBuilder column) {}

    static List<ColumnBuilder> read(Source source, ReadingOptions reading) throws IOException {
        return new ArffFormat(source.name(), reading).read(source.text());
    }

    private List<ColumnBuilder> read(BufferedReader text) throws IOException {
        boolean data = false;
        for (String raw = text.readLine(); raw != null; raw = text.readLine()) {
            line++;
            String content = raw.strip();
            if (content.isEmpty() || content.startsWith("%")) {
                continue;
            }
            if (data) {
                row(content);
            } else {
                data = header(content);
            }
        }
        if (!data) {
            throw new DataException(file + " has no @data line; an ARFF file has @attribute lines, @data, and rows");
        }
        return attributes.stream()
                .map(Attribute::column)
                .filter(Objects::nonNull)
                .toList();
    }

    /** @return whether the rows begin after this line */
    private boolean header(String content) {
        String keyword = content.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        switch (keyword) {
            case "@relation":
                return false;
            case "@attribute":
                attribute(content.substring(keyword.length()).strip());
                return false;
            case "@data":
                Set<String> names = new LinkedHashSet<>();
                attributes.forEach(attribute -> names.add(attribute.name()));
                if (names.isEmpty()) {
                    throw error("@data stands before any @attribute; declare the columns first");
                }
                reading.check(file, names);
                return true;
            default:
                throw error("'" + content + "' is neither @relation, @attribute nor @data; comments begin with %");
        }
    }

    private void attribute(String content) {
        ArffTokens tokens = new ArffTokens(content, this::error);
        String name = tokens.word();
        if (attributes.stream().anyMatch(known -> known.name().equals(name))) {
            throw error("attribute '" + name + "' is declared twice; names must be unique");
        }
        String rest = tokens.rest();
        if (rest.startsWith("{")) {
            if (!rest.endsWith("}")) {
                throw error("the levels of attribute '" + name + "' are not closed by '}'");
            }
            List<String> levels = new ArffTokens(rest.substring(1, rest.length() - 1), this::error).cells();
            attributes.add(
                    new Attribute(name, new HashSet<>(levels), levels.get(0), column(name, ColumnType.CATEGORICAL)));
            return;
        }
        ColumnType type = switch (rest.split("\\s", 2)[0].toLowerCase(Locale.ROOT)) {
            case "numeric", "real", "integer" -> ColumnType.NUMERIC;
            case "string" -> ColumnType.CATEGORICAL;
            case "date" -> ColumnType.DATE;
            default ->
                throw error("attribute '" + name + "' is of type '" + rest
                        + "'; it must be numeric, real, integer, string, date, or {levels}");
        };
        attributes.add(new Attribute(name, Set.of(), type == ColumnType.CATEGORICAL ? "" : "0", column(name, type)));
    }

    private @Nullable ColumnBuilder column(String name, ColumnType type) {
        return reading.column(file, name, type);
    }

    private void row(String content) {
        if (content.startsWith("{")) {
            sparse(content);
            return;
        }
        List<String> cells = new ArffTokens(content, this::error).cells();
        if (cells.size() != attributes.size()) {
            throw error("it has " + cells.size() + " cells, but the header has " + attributes.size()
                    + " attributes; quote cells that contain ','");
        }
        for (int i = 0; i < cells.size(); i++) {
            add(attributes.get(i), cells.get(i));
        }
    }

    private void sparse(String content) {
        if (!content.endsWith("}")) {
            throw error("the sparse row is not closed by '}'; instance weights are not read");
        }
        @Nullable String[] cells = new @Nullable String[attributes.size()];
        String inside = content.substring(1, content.length() - 1).strip();
        if (!inside.isEmpty()) {
            for (String entry : new ArffTokens(inside, this::error).rawCells()) {
                ArffTokens tokens = new ArffTokens(entry, this::error);
                double index = Levels.number(tokens.word());
                if (!(index >= 0 && index < cells.length && index == Math.rint(index))) {
                    throw error("'" + entry + "' is no 'INDEX VALUE' with an index from 0 to " + (cells.length - 1));
                }
                cells[(int) index] = tokens.word();
            }
        }
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            add(attributes.get(i), cell == null ? attributes.get(i).zero() : cell);
        }
    }

    private void add(Attribute attribute, String cell) {
        ColumnBuilder column = attribute.column();
        if (column == null) {
            return;
        }
        if (reading.isMissing(cell) && !attribute.levels().contains(cell)) {
            column.addMissing(line);
            return;
        }
        if (!attribute.levels().isEmpty() && !attribute.levels().contains(cell)) {
            throw new DataException(file + " line " + line + ", column '" + attribute.name() + "': '" + cell
                    + "' is none of the levels that the header declares; correct it, or add it there");
        }
        column.add(cell, line);
    }

    private DataException error(String what) {
        return new DataException(file + " line " + line + ": " + what);
    }
}
