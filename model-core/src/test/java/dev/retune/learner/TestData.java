package dev.retune.learner;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small data sets to learn. */
public final class TestData {

    private TestData() {}

    /**
     * Three classes that follow from two numbers and a category; a number and a category are missing here and there.
     */
    public static Dataset classes(int rows, long seed) {
        Random random = new Random(seed);
        double[] a = new double[rows];
        double[] b = new double[rows];
        List<String> colour = new ArrayList<>();
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = row % 3;
            a[row] = 100 + 30 * codes[row] + 4 * random.nextGaussian();
            b[row] = random.nextInt(10) == 0 ? Double.NaN : 0.01 * (codes[row] - 1) + 0.002 * random.nextGaussian();
            colour.add(random.nextInt(10) == 0 ? null : codes[row] == 2 ? "red" : "blue");
        }
        return Dataset.of(
                CategoricalColumn.of("kind", List.of("x", "y", "z"), codes),
                List.of(NumericColumn.of("a", a), NumericColumn.of("b", b), CategoricalColumn.of("colour", colour)));
    }

    /** A number, in the thousands, that is a linear function of two others but for a little noise. */
    public static Dataset numbers(int rows, long seed) {
        Random random = new Random(seed);
        double[] a = random.doubles(rows, -1, 1).toArray();
        double[] b = random.doubles(rows, 50, 90).toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(row -> 5000 + 800 * a[row] - 30 * b[row] + 20 * random.nextGaussian())
                .toArray();
        return Dataset.of(NumericColumn.of("y", y), List.of(NumericColumn.of("a", a), NumericColumn.of("b", b)));
    }

    /** The first rows of the handwritten digits. */
    public static Dataset digits(int rows) {
        return Dataset.readCsv(Path.of("../experiments/studies/data/digits.csv"), "digit")
                .rows(IntStream.range(0, rows).toArray());
    }

    /** The same rows, and then as many in which every number is enormous and every category another one. */
    static Dataset withExtremeRows(Dataset data) {
        List<Column> features =
                data.features().stream().map(TestData::withExtremeCells).toList();
        return Dataset.of(withExtremeCells(data.target()), features);
    }

    private static Column withExtremeCells(Column column) {
        int n = column.size();
        if (column instanceof NumericColumn numeric) {
            return NumericColumn.of(
                    column.name(),
                    IntStream.range(0, 2 * n)
                            .mapToDouble(row -> row < n ? numeric.value(row) : 1e6 * (1 + row))
                            .toArray());
        }
        CategoricalColumn categorical = (CategoricalColumn) column;
        int levels = categorical.levels().size();
        return CategoricalColumn.of(
                column.name(),
                categorical.levels(),
                IntStream.range(0, 2 * n)
                        .map(row -> row < n ? categorical.code(row) : levels - 1)
                        .toArray());
    }
}
