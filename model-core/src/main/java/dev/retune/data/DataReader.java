package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a data file into columns, in one pass: {@link Format#CSV}, {@link Format#ARFF} or {@link Format#LIBSVM}, packed
 * by gzip or not, in UTF-8 unless a byte-order mark or {@link #charset} says otherwise. Immutable: each option gives a
 * new reader.
 *
 * <p>The format follows from the name (.csv, .tsv, .arff, .libsvm, .svmlight, .svm, each with .gz or without), or else
 * from the content. White space around a cell is dropped, empty lines are skipped. What is not declared, here or in the
 * file, is inferred:
 *
 * <ul>
 *   <li>A column is numeric if all its cells that are not missing are finite decimal numbers, of dates if all are ISO
 *       dates or date-times, otherwise categorical. If more than nine in ten are numbers, or dates, the others are
 *       mistakes, and the first is reported.
 *   <li>The task is classification if the target is categorical, or if its cells are whole numbers, at most
 *       {@value #CLASSES} distinct ones that occur twice on average (two distinct ones always do); otherwise
 *       regression.
 *   <li>Levels are ordered by number if all are numbers, otherwise by text.
 *   <li>Cells of a CSV file are separated by the comma, semicolon, tab or bar that is most frequent in its header.
 *   <li>The target of a LIBSVM file is {@code label}, its features are {@code f1}, {@code f2} ...
 * </ul>
 */
public final class DataReader {

    /** A whole-number target with more distinct values means regression. */
    static final int CLASSES = 20;

    private final String target;
    private final @Nullable Task task;
    private final ReadingOptions reading;

    private DataReader(String target, @Nullable Task task, ReadingOptions reading) {
        this.target = target;
        this.task = task;
        this.reading = reading;
    }

    /**
     * A reader that infers everything, for which these cells are missing: empty cells, {@code ?}, {@code NA},
     * {@code N/A}, {@code n/a}, {@code #N/A}, {@code NaN}, {@code nan}, {@code null} and {@code NULL}.
     *
     * @param target the name of the column to predict
     */
    public static DataReader of(String target) {
        return new DataReader(target, null, ReadingOptions.NOTHING);
    }

    /** A reader of rows to predict: it reads the columns of a schema, with their types. */
    public static DataReader of(Schema schema) {
        return of(schema, Reading.of(schema));
    }

    /** A reader of rows to predict: it reads the columns of a schema, with their types, as other rows were read. */
    public static DataReader of(Schema schema, Reading reading) {
        return new DataReader(
                schema.target().name(),
                schema.task(),
                ReadingOptions.NOTHING.want(schema).reading(reading));
    }

    /** Declares the type of a column. */
    public DataReader type(String column, ColumnType type) {
        return with(reading.type(column, type));
    }

    /** Declares the task: the target is then categorical (classification) or numeric (regression). */
    public DataReader task(Task declared) {
        return new DataReader(target, declared, reading);
    }

    /** Leaves columns out. */
    public DataReader ignore(String... columns) {
        return with(reading.ignore(List.of(columns)));
    }

    /** Declares the markers of missing cells, in place of the default ones; an empty cell is always missing. */
    public DataReader missing(String... markers) {
        return with(reading.reading().missing(List.of(markers)));
    }

    /** Declares the separator of a CSV file. */
    public DataReader separator(char declared) {
        return with(reading.reading().separator(declared));
    }

    /** Declares the encoding of a file without byte-order mark. */
    public DataReader charset(Charset declared) {
        return with(reading.reading().charset(declared));
    }

    /** Declares the format, whatever the name of the file. */
    public DataReader format(Format declared) {
        return with(reading.reading().format(declared));
    }

    /** How it reads, as far as that is declared. */
    public Reading reading() {
        return reading.reading();
    }

    private DataReader with(ReadingOptions other) {
        return new DataReader(target, task, other);
    }

    private DataReader with(Reading other) {
        return with(reading.reading(other));
    }

    /**
     * Reads the whole file.
     *
     * @throws DataException if there is no such file, it is malformed, an option names no column, a cell does not fit
     *     its column, or the target has missing cells or a single class; the message names file, line and column
     * @throws java.io.UncheckedIOException if reading fails
     */
    public Dataset read(Path file) {
        if (reading.ignored().contains(target)) {
            throw new DataException("target '" + target + "' is also ignored; remove one of the two declarations");
        }
        ReadingOptions typed = reading;
        if (task != null) {
            ColumnType type = reading.types().get(target);
            ColumnType wanted = task == Task.CLASSIFICATION ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
            if (type != null && type != wanted && !(type.isNumber() && wanted.isNumber())) {
                throw new DataException("target '" + target + "' is declared " + Names.of(type) + ", but the task is "
                        + Names.of(task) + "; remove one of the two declarations");
            }
            typed = type == null ? reading.type(target, wanted) : reading;
        }
        List<ColumnBuilder> columns = Table.columns(file, typed, target);
        return dataset(String.valueOf(file.getFileName()), columns);
    }

    /**
     * Reads all columns of the file. The target may be absent.
     *
     * @throws DataException as {@link #read}, except about the target
     * @throws java.io.UncheckedIOException if reading fails
     */
    public Table table(Path file) {
        return Table.read(file, reading);
    }

    private Dataset dataset(String file, List<ColumnBuilder> builders) {
        List<Column> features = new ArrayList<>();
        Set<String> calendar = new LinkedHashSet<>();
        @Nullable Column predicted = null;
        for (ColumnBuilder builder : builders) {
            if (builder.name().equals(target)) {
                predicted = target(file, builder);
            } else {
                if (builder.type() == ColumnType.CALENDAR) {
                    calendar.add(builder.name());
                }
                features.addAll(builder.columns());
            }
        }
        if (predicted == null || predicted.size() == 0) {
            throw new DataException(file + " has a header, but no rows");
        }
        if (features.isEmpty()) {
            throw new DataException(
                    file + " has no column beside the target '" + target + "'; give at least one feature");
        }
        return Dataset.of(predicted, features).readAs(reading.reading().calendar(calendar));
    }

    private Column target(String file, ColumnBuilder builder) {
        if (builder.missing() > 0) {
            throw new DataException(file + ": target '" + target + "' is missing in " + builder.missingLines()
                    + "; remove these rows or fill them in");
        }
        if (builder.type().isNumber()
                && (builder.isDeclared()
                        || builder.type().isDate()
                        || !builder.isFewWholeNumbers(mostClasses(builder.size())))) {
            return builder.numeric();
        }
        CategoricalColumn classes = builder.type().isNumber() ? builder.wholeNumbers() : builder.categorical();
        if (classes.levels().size() == 1) {
            throw new DataException(file + ": target '" + target + "' is '"
                    + classes.levels().get(0) + "' in every row; classification needs at least two classes");
        }
        return classes;
    }

    /** Of a whole-number target of so many rows. */
    static int mostClasses(int rows) {
        return Math.min(CLASSES, Math.max(2, rows / 2));
    }
}
