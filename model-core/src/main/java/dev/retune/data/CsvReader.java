package dev.retune.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.retune.space.NearestName;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of separated values (RFC 4180, UTF-8, with or without a byte-order mark, any line ends) with a header line into
 * a {@link Dataset}, in one pass. Immutable: each option gives a new reader.
 *
 * <p>White space around a cell is dropped, empty lines are skipped. What is not declared is inferred:
 *
 * <ul>
 *   <li>A column is numeric if all its cells that are not missing are finite decimal numbers, otherwise categorical. If more than
 *       nine in ten are numbers, the others are taken for mistakes, and the first is reported.
 *   <li>The target asks for classification if it is categorical, or if its cells are whole numbers, at most {@value #CLASSES}
 *       distinct ones that occur twice on average (two distinct ones always do); otherwise for regression.
 *   <li>Levels are ordered by number if all are numbers, otherwise by text.
 * </ul>
 */
public final class CsvReader {

    /** A whole-number target with more distinct values asks for regression. */
    static final int CLASSES = 20;

    private static final ImmutableSet<String> MISSING =
            ImmutableSet.of("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL");

    private final String target;
    private final ImmutableMap<String, ColumnType> types;
    private final @Nullable Task task;
    private final ImmutableSet<String> missing;
    private final char separator;

    private CsvReader(
            String target, Map<String, ColumnType> types, @Nullable Task task, Set<String> missing, char separator) {
        this.target = target;
        this.types = ImmutableMap.copyOf(types);
        this.task = task;
        this.missing = ImmutableSet.copyOf(missing);
        this.separator = separator;
    }

    /**
     * A reader that infers all types, separates by comma and takes as missing: empty cells, {@code ?}, {@code NA}, {@code N/A},
     * {@code n/a}, {@code #N/A}, {@code NaN}, {@code nan}, {@code null} and {@code NULL}.
     *
     * @param target the name of the column to predict
     */
    public static CsvReader of(String target) {
        return new CsvReader(target, Map.of(), null, MISSING, ',');
    }

    /** Declares the type of a column. */
    public CsvReader type(String column, ColumnType type) {
        Map<String, ColumnType> declared = new HashMap<>(types);
        declared.put(column, type);
        return new CsvReader(target, declared, task, missing, separator);
    }

    /** Declares the task: the target is then categorical (classification) or numeric (regression). */
    public CsvReader task(Task declared) {
        return new CsvReader(target, types, declared, missing, separator);
    }

    /** Declares what stands for a missing cell, instead of the usual markers; an empty cell always does. */
    public CsvReader missing(String... markers) {
        Set<String> declared =
                ImmutableSet.<String>builder().add("").add(markers).build();
        return new CsvReader(target, types, task, declared, separator);
    }

    /** Declares what separates cells. */
    public CsvReader separator(char declared) {
        return new CsvReader(target, types, task, missing, declared);
    }

    /**
     * Reads the whole file.
     *
     * @throws DataException if there is no such file, it is malformed, an option names no column, a cell does not fit its column,
     *     or the target is missing somewhere or has one class only
     * @throws UncheckedIOException if reading fails
     */
    public Dataset read(Path file) {
        if (!Files.exists(file)) {
            throw new DataException("no file '" + file + "' (looked for "
                    + file.toAbsolutePath().normalize() + ")");
        }
        if (Files.isDirectory(file)) {
            throw new DataException("'" + file + "' is a directory; give the path of a CSV file");
        }
        String name = String.valueOf(file.getFileName());
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            skipByteOrderMark(text);
            return read(name, text);
        } catch (CharacterCodingException e) {
            throw notUtf8(name);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(name);
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    private Dataset read(String file, BufferedReader text) {
        Iterator<CsvRecord> records = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(separator)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator();
        try {
            if (!records.hasNext()) {
                throw new DataException(file + " is empty; its first line must name the columns");
            }
            List<ColumnBuilder> columns = columns(file, records.next());
            while (records.hasNext()) {
                add(file, records.next(), columns);
            }
            return dataset(file, columns);
        } catch (CsvParseException e) {
            throw new DataException(file + ": " + e.getMessage() + "; a quote inside a quoted cell is written twice");
        }
    }

    private List<ColumnBuilder> columns(String file, CsvRecord header) {
        String where = file + " line " + header.getStartingLineNumber();
        Map<String, Integer> positions = new HashMap<>();
        List<ColumnBuilder> columns = new ArrayList<>();
        for (String cell : header.getFields()) {
            String name = cell.strip();
            int position = columns.size() + 1;
            if (name.isEmpty()) {
                throw new DataException(where + ": column " + position + " has no name; name every column");
            }
            Integer earlier = positions.put(name, position);
            if (earlier != null) {
                throw new DataException(where + ": columns " + earlier + " and " + position + " are both named '" + name
                        + "'; names must be unique");
            }
            columns.add(new ColumnBuilder(file, name, declared(name)));
        }
        if (!positions.containsKey(target)) {
            throw noTarget(file, columns);
        }
        types.forEach((column, type) -> {
            if (!positions.containsKey(column)) {
                throw new DataException("no column '" + column + "' in " + file + ", but it is declared "
                        + Names.of(type) + NearestName.hintOrList(column, names(columns)));
            }
        });
        return columns;
    }

    private @Nullable ColumnType declared(String column) {
        ColumnType type = types.get(column);
        if (task == null || !column.equals(target)) {
            return type;
        }
        ColumnType wanted = task == Task.CLASSIFICATION ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
        if (type != null && type != wanted) {
            throw new DataException("target '" + target + "' is declared " + Names.of(type) + ", but the task is "
                    + Names.of(task) + "; drop one of the two");
        }
        return wanted;
    }

    private void add(String file, CsvRecord record, List<ColumnBuilder> columns) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            throw new DataException(file + " line " + line + " has " + count(record.getFieldCount(), "cell")
                    + ", but the header names " + count(columns.size(), "column")
                    + "; quote cells that contain '" + separator + "'");
        }
        for (int i = 0; i < columns.size(); i++) {
            String cell = record.getField(i).strip();
            if (missing.contains(cell)) {
                columns.get(i).addMissing(line);
            } else {
                columns.get(i).add(cell, line);
            }
        }
    }

    private Dataset dataset(String file, List<ColumnBuilder> builders) {
        List<Column> features = new ArrayList<>();
        @Nullable Column predicted = null;
        for (ColumnBuilder builder : builders) {
            if (builder.name().equals(target)) {
                predicted = target(file, builder);
            } else {
                features.add(builder.type() == ColumnType.NUMERIC ? builder.numeric() : builder.categorical());
            }
        }
        if (predicted == null || predicted.size() == 0) {
            throw new DataException(file + " has a header, but no rows");
        }
        if (features.isEmpty()) {
            throw new DataException(
                    file + " has no column beside the target '" + target + "'; give at least one feature");
        }
        return Dataset.of(predicted, features);
    }

    private Column target(String file, ColumnBuilder builder) {
        if (builder.missing() > 0) {
            throw new DataException(file + ": target '" + target + "' is missing in " + builder.missingLines()
                    + "; remove these rows or fill them in");
        }
        boolean inferred = task == null && !types.containsKey(target);
        if (builder.type() == ColumnType.NUMERIC && !(inferred && builder.isFewWholeNumbers(mostClasses(builder)))) {
            return builder.numeric();
        }
        CategoricalColumn classes =
                inferred && builder.type() == ColumnType.NUMERIC ? builder.wholeNumbers() : builder.categorical();
        if (classes.levels().size() == 1) {
            throw new DataException(file + ": target '" + target + "' is '"
                    + classes.levels().get(0) + "' in every row; classification needs at least two classes");
        }
        return classes;
    }

    private static int mostClasses(ColumnBuilder builder) {
        return Math.min(CLASSES, Math.max(2, builder.size() / 2));
    }

    private DataException noTarget(String file, List<ColumnBuilder> columns) {
        List<String> names = names(columns);
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
        return new DataException("no column '" + target + "' in " + file + hint);
    }

    private static List<String> names(List<ColumnBuilder> columns) {
        return columns.stream().map(ColumnBuilder::name).toList();
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private static DataException notUtf8(String file) {
        return new DataException(file + " is not a UTF-8 text; save it as UTF-8");
    }
}
