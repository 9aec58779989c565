package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the cells of one column while its file streams by.
 *
 * <p>Cells are coded by their distinct texts. A column of many distinct numbers, and no text, stops keeping texts and keeps
 * numbers only: from then on a text in it is an error.
 */
final class ColumnBuilder {

    /** So many distinct texts are kept until the column, if all are numbers, must be numeric. */
    static final int TEXTS = 4096;

    /** With this share of numbers, and some text, the text is a mistake rather than a category. */
    private static final double NUMERIC_SHARE = 0.9;

    private final String file;
    private final String name;
    private final @Nullable ColumnType declared;

    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private double[] numberOf = new double[16];
    private boolean numbersOnly;

    private int[] codes = new int[0];
    private double[] numbers = new double[0];
    private int size;

    private int numericCells;
    private int textCells;
    private String firstText = "";
    private long firstTextLine;
    private int missing;
    private final List<Long> missingLines = new ArrayList<>();

    ColumnBuilder(String file, String name, @Nullable ColumnType declared) {
        this.file = file;
        this.name = name;
        this.declared = declared;
        this.numbersOnly = declared == ColumnType.NUMERIC;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    void addMissing(long line) {
        if (missing++ < 5) {
            missingLines.add(line);
        }
        append(CategoricalColumn.MISSING, Double.NaN);
    }

    void add(String text, long line) {
        if (numbersOnly) {
            double number = Levels.number(text);
            if (Double.isNaN(number)) {
                throw notNumber(text, line);
            }
            numericCells++;
            append(0, number);
            return;
        }
        Integer known = codeOf.get(text);
        int code = known == null ? learn(text) : known;
        if (!Double.isNaN(numberOf[code])) {
            numericCells++;
        } else if (textCells++ == 0) {
            firstText = text;
            firstTextLine = line;
        }
        append(code, numberOf[code]);
        if (texts.size() > TEXTS && textCells == 0 && declared == null) {
            numbers = numbers();
            codes = new int[0];
            texts.clear();
            codeOf.clear();
            numbersOnly = true;
        }
    }

    /**
     * Declared or inferred: numeric if every cell is a number.
     *
     * @throws DataException if nearly every cell is a number
     */
    ColumnType type() {
        if (declared != null) {
            return declared;
        }
        if (textCells == 0) {
            return ColumnType.NUMERIC;
        }
        if (numericCells > NUMERIC_SHARE * (numericCells + textCells)) {
            throw notNumber(firstText, firstTextLine);
        }
        return ColumnType.CATEGORICAL;
    }

    /** Whether the cells are at most so many distinct whole numbers, all exact in a double. */
    boolean isFewWholeNumbers(int most) {
        if (numbersOnly) {
            return false;
        }
        double[] distinct =
                texts.stream().mapToDouble(Levels::number).distinct().toArray();
        return distinct.length <= most
                && Arrays.stream(distinct).allMatch(number -> number == Math.rint(number) && Math.abs(number) < 0x1p53);
    }

    NumericColumn numeric() {
        return new NumericColumn(new Field.Numeric(name), numbers(), RowIndex.all(size));
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
        if (numbersOnly) {
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
        }
        numberOf[code] = Levels.number(text);
        return code;
    }

    private void append(int code, double number) {
        if (numbersOnly) {
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

    private DataException notNumber(String text, long line) {
        String reason = declared == ColumnType.NUMERIC
                ? "but the column is declared numeric"
                : "but " + numericCells + " other cells of the column are";
        return new DataException(file + " line " + line + ", column '" + name + "': '" + text + "' is not a number, "
                + reason + "; correct it, declare the column categorical, or add '" + text
                + "' to the missing markers");
    }
}
