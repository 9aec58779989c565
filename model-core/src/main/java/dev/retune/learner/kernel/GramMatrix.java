package dev.retune.learner.kernel;

import dev.retune.learner.classical.Vectors;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kernel values between rows. Rows are stored by column, because Java vectorizes sums of whole columns, and columns
 * in which the other row is 0, as most of those of categories are, can be skipped.
 */
final class GramMatrix {

    /** The share of the memory for cached rows of values. */
    private static final double SHARE = 1.0 / 16;

    private final Kernel kernel;
    private final double[][] x;
    private final double[][] columns;
    private final double[] squares; // |x|² of each row
    private final double[] diagonal;
    private final Map<Integer, float[]> known; // recently used rows of values

    GramMatrix(Kernel kernel, double[][] x) {
        this.kernel = kernel;
        this.x = x;
        int width = x.length == 0 ? 0 : x[0].length;
        this.columns = new double[width][x.length];
        this.squares = new double[x.length];
        this.diagonal = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < width; j++) {
                columns[j][i] = x[i][j];
            }
            squares[i] = Vectors.dot(x[i], x[i]);
            diagonal[i] = kernel.of(squares[i], squares[i], squares[i]);
        }
        double most = SHARE * Runtime.getRuntime().maxMemory() / (Float.BYTES * Math.max(1.0, x.length));
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, float[]> eldest) {
                return size() > Math.max(2, most);
            }
        };
    }

    int size() {
        return x.length;
    }

    /** The kernel of a row with itself. */
    double diagonal(int row) {
        return diagonal[row];
    }

    /** The kernel of one of the rows with each. */
    float[] row(int row) {
        return known.computeIfAbsent(row, missing -> {
            double[] values = with(x[missing]);
            float[] narrow = new float[values.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) values[i];
            }
            return narrow;
        });
    }

    /** The kernel of another row with each. */
    double[] with(double[] z) {
        double[] values = new double[x.length];
        for (int j = 0; j < columns.length; j++) {
            if (z[j] != 0) {
                add(z[j], columns[j], values);
            }
        }
        double square = Vectors.dot(z, z);
        for (int i = 0; i < values.length; i++) {
            values[i] = kernel.of(values[i], squares[i], square);
        }
        return values;
    }

    private static void add(double factor, double[] column, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * column[i];
        }
    }
}
