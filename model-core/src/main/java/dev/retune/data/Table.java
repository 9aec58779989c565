package dev.retune.data;

import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a file, without a target.
 *
 * @param file its name
 * @param columns in the order of the file, all of one size
 */
public record Table(String file, List<Column> columns) {

    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * Reads a file, its format and types inferred; {@link DataReader} has the rules and the options.
     *
     * @throws DataException if the file is missing or malformed
     */
    public static Table read(Path file) {
        return read(file, ReadingOptions.NOTHING);
    }

    static Table read(Path file, ReadingOptions reading) {
        String name = String.valueOf(file.getFileName());
        List<Column> columns = new ArrayList<>();
        columns(file, reading, null).forEach(builder -> columns.addAll(builder.columns()));
        if (!columns.isEmpty() && columns.get(0).size() == 0) {
            throw new DataException(name + " has a header, but no rows");
        }
        return new Table(name, columns);
    }

    /** @param target a column that must exist; null if none must */
    static List<ColumnBuilder> columns(Path file, ReadingOptions reading, @Nullable String target) {
        return Source.read(file, reading.reading().charset(), source -> {
            Format declared = reading.reading().format();
            Format format = declared == null ? Format.of(source.name(), source.head()) : declared;
            List<ColumnBuilder> columns = switch (format) {
                case CSV -> CsvFormat.read(source, reading, target);
                case ARFF -> ArffFormat.read(source, reading);
                case LIBSVM -> LibSvmFormat.read(source, reading);
            };
            if (target != null) {
                requireTarget(source.name(), target, columns);
            }
            return columns;
        });
    }

    static void requireTarget(String file, String target, List<ColumnBuilder> columns) {
        List<String> names = columns.stream().map(ColumnBuilder::name).toList();
        if (names.contains(target)) {
            return;
        }
        String hint = NearestName.hintOrList(target, names);
        if (names.size() == 1) {
            for (char other : new char[] {';', '\t', ',', '|'}) {
                if (names.get(0).indexOf(other) >= 0) {
                    String shown = other == '\t' ? "a tab" : "'" + other + "'";
                    hint = "; the header has a single column, with " + shown + " in its name: is that the separator?";
                    break;
                }
            }
        }
        throw new DataException("no column '" + target + "' in " + file + hint);
    }

    /** The number of rows. */
    public int size() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /**
     * The rows with the features of a schema, as in {@link Dataset#as}. The target is missing in every row unless the
     * file has it, without missing cells.
     *
     * @throws DataException naming a feature that is absent, or of another type
     */
    public Dataset as(Schema schema) {
        return Alignment.of(schema).apply(this::find, find(schema.target().name()), size());
    }

    /**
     * The column of that name.
     *
     * @throws DataException if there is none
     */
    public Column column(String name) {
        Column found = find(name);
        if (found == null) {
            throw new DataException("no column '" + name + "' in " + file
                    + NearestName.hintOrList(
                            name, columns.stream().map(Column::name).toList()));
        }
        return found;
    }

    private @Nullable Column find(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
