package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the cells of one column while its file streams by.
 *
 * <p>Cells are coded by their distinct texts. A column of many distinct numbers (or dates), and nothing else, stops
 * keeping texts and keeps numbers only: from then on anything else in it is an error.
 */
final class ColumnBuilder {

    /** The most distinct texts to keep; beyond, a column of only numbers or only dates accepts nothing else. */
    static final int TEXTS = 4096;

    /** With a greater share of numbers (or dates), the other cells are mistakes rather than categories. */
    private static final double NEARLY_ALL = 0.9;

    /** What a text can be read as. */
    private enum CellKind {
        NUMBER,
        DATE,
        /** Written as a date that does not exist, such as 2023-02-30. */
        NO_SUCH_DATE,
        TEXT
    }

    private final String file;
    private final String name;
    private final @Nullable ColumnType declared;

    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private CellKind[] kindOf = new CellKind[16];
    private double[] numberOf = new double[16];
    private @Nullable CellKind only; // the kind of all cells, once texts are no longer kept

    private int[] codes = new int[0];
    private double[] numbers = new double[0];
    private int size;

    private final int[] cells = new int[CellKind.values().length];
    private final String[] firstText = new String[CellKind.values().length];
    private final long[] firstLine = new long[CellKind.values().length];
    private int missing;
    private final List<Long> missingLines = new ArrayList<>();

    ColumnBuilder(String file, String name, @Nullable ColumnType declared) {
        this.file = file;
        this.name = name;
        this.declared = declared;
        this.only =
                declared == null || !declared.isNumber() ? null : declared.isDate() ? CellKind.DATE : CellKind.NUMBER;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    boolean isDeclared() {
        return declared != null;
    }

    void addMissing(long line) {
        if (missing++ < 5) {
            missingLines.add(line);
        }
        append(CategoricalColumn.MISSING, Double.NaN);
    }

    void add(String text, long line) {
        if (only != null) {
            double number = only == CellKind.DATE ? Dates.days(text) : Levels.number(text);
            if (Double.isNaN(number)) {
                throw mistake(text, line, only);
            }
            addNumber(number);
            return;
        }
        Integer known = codeOf.get(text);
        int code = known == null ? learn(text) : known;
        int kind = kindOf[code].ordinal();
        if (cells[kind]++ == 0) {
            firstText[kind] = text;
            firstLine[kind] = line;
        }
        append(code, numberOf[code]);
        if (texts.size() > TEXTS
                && declared == null
                && cells[kind] == size - missing
                && kindOf[code] != CellKind.TEXT) {
            numbers = numbers();
            only = kindOf[code];
            codes = new int[0];
            texts.clear();
            codeOf.clear();
        }
    }

    /** A cell of a column that is declared to have numbers. */
    void addNumber(double number) {
        cells[CellKind.NUMBER.ordinal()]++;
        append(0, number);
    }

    /**
     * Declared or inferred.
     *
     * @throws DataException if nearly every cell is a number, or a date, or written as one
     */
    ColumnType type() {
        if (declared != null) {
            return declared;
        }
        if (only != null) {
            return only == CellKind.DATE ? ColumnType.DATE : ColumnType.NUMERIC;
        }
        int present = size - missing;
        for (CellKind kind : List.of(CellKind.NUMBER, CellKind.DATE)) {
            int count = cells[kind.ordinal()];
            if (count == present && (count > 0 || kind == CellKind.NUMBER)) {
                return kind == CellKind.DATE ? ColumnType.DATE : ColumnType.NUMERIC;
            }
            if (count > NEARLY_ALL * present || kind == CellKind.DATE && isMeantAsDates()) {
                int other = firstBut(kind).ordinal();
                throw mistake(firstText[other], firstLine[other], kind);
            }
        }
        return ColumnType.CATEGORICAL;
    }

    /** Whether nearly all cells are written as dates, and most of these are dates. */
    private boolean isMeantAsDates() {
        int dates = cells[CellKind.DATE.ordinal()];
        int noDates = cells[CellKind.NO_SUCH_DATE.ordinal()];
        return dates > noDates && dates + noDates > NEARLY_ALL * (size - missing);
    }

    /** The kind of the first cell in the file that is not of this kind. */
    private CellKind firstBut(CellKind kind) {
        return Arrays.stream(CellKind.values())
                .filter(other -> other != kind && cells[other.ordinal()] > 0)
                .min(Comparator.comparingLong(other -> firstLine[other.ordinal()]))
                .orElseThrow();
    }

    /** Whether the cells are at most so many distinct whole numbers, all exact in a double. */
    boolean isFewWholeNumbers(int most) {
        if (only != null) {
            return false;
        }
        double[] distinct =
                texts.stream().mapToDouble(Levels::number).distinct().toArray();
        return distinct.length <= most
                && Arrays.stream(distinct).allMatch(number -> number == Math.rint(number) && Math.abs(number) < 0x1p53);
    }

    /** The column, and those that its type adds. The builder must not be used afterwards. */
    List<Column> columns() {
        ColumnType type = type();
        if (type == ColumnType.CATEGORICAL) {
            return List.of(categorical());
        }
        NumericColumn column = numeric();
        List<Column> columns = new ArrayList<>(List.of(column));
        if (type == ColumnType.CALENDAR) {
            columns.addAll(Dates.phases(column));
        }
        return columns;
    }

    NumericColumn numeric() {
        NumericColumn column = new NumericColumn(new Field.Numeric(name, type()), numbers(), RowIndex.all(size));
        codes = new int[0]; // a wide file would otherwise be in memory twice
        numbers = new double[0];
        return column;
    }

    /** Levels are the texts as they are written. */
    CategoricalColumn categorical() {
        return categorical(texts);
    }

    /** Levels are whole numbers, however they are written: {@code 1.0} and {@code 1} are the same. */
    CategoricalColumn wholeNumbers() {
        return categorical(texts.stream()
                .map(text -> Long.toString((long) Levels.number(text)))
                .toList());
    }

    int missing() {
        return missing;
    }

    /** As in {@code lines 3, 5, 8, 9, 12 and 7 more}. */
    String missingLines() {
        int more = missing - missingLines.size();
        String lines = String.join(
                ", ", missingLines.stream().map(line -> Long.toString(line)).toList());
        return (missing == 1 ? "line " : "lines ") + lines + (more == 0 ? "" : " and " + more + " more");
    }

    private CategoricalColumn categorical(List<String> labels) {
        List<String> levels = Levels.sorted(labels.stream().distinct().toList());
        Map<String, Integer> position = new HashMap<>();
        levels.forEach(level -> position.put(level, position.size()));
        int[] recoded = new int[size];
        for (int row = 0; row < size; row++) {
            recoded[row] = codes[row] < 0
                    ? CategoricalColumn.MISSING
                    : position.getOrDefault(labels.get(codes[row]), CategoricalColumn.MISSING);
        }
        return new CategoricalColumn(new Field.Categorical(name, levels), recoded, RowIndex.all(size));
    }

    private double[] numbers() {
        if (only != null) {
            return Arrays.copyOf(numbers, size);
        }
        double[] decoded = new double[size];
        for (int row = 0; row < size; row++) {
            decoded[row] = codes[row] < 0 ? Double.NaN : numberOf[codes[row]];
        }
        return decoded;
    }

    private int learn(String text) {
        int code = texts.size();
        codeOf.put(text, code);
        texts.add(text);
        if (code == numberOf.length) {
            numberOf = Arrays.copyOf(numberOf, 2 * code);
            kindOf = Arrays.copyOf(kindOf, 2 * code);
        }
        double number = Levels.number(text);
        double day = Double.isNaN(number) ? Dates.days(text) : Double.NaN;
        kindOf[code] = kind(text, number, day);
        numberOf[code] = kindOf[code] == CellKind.DATE ? day : number;
        return code;
    }

    private static CellKind kind(String text, double number, double day) {
        if (!Double.isNaN(number)) {
            return CellKind.NUMBER;
        }
        if (!Double.isNaN(day)) {
            return CellKind.DATE;
        }
        return Dates.isWrittenAsDate(text) ? CellKind.NO_SUCH_DATE : CellKind.TEXT;
    }

    private void append(int code, double number) {
        if (only != null) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(1024, size + (size >> 1)));
            }
            numbers[size++] = number;
        } else {
            if (size == codes.length) {
                codes = Arrays.copyOf(codes, Math.max(1024, size + (size >> 1)));
            }
            codes[size++] = code;
        }
    }

    private DataException mistake(String text, long line, CellKind wanted) {
        String noun = wanted == CellKind.DATE ? "a date such as 2024-02-29 or 2024-02-29T18:30" : "a number";
        String reason = declared != null
                ? "but the column is declared " + Names.of(declared)
                : "but " + (only == null ? cells[wanted.ordinal()] : size - missing) + " other cells of the column are";
        return new DataException(file + " line " + line + ", column '" + name + "': '" + text + "' is not " + noun
                + ", " + reason + "; correct it, declare the column categorical, or add '" + text
                + "' to the missing markers");
    }
}
