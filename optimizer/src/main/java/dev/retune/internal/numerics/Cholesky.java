package dev.retune.internal.numerics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The factor L of a symmetric positive definite matrix A = L Lᵀ, with L lower triangular.
 *
 * <p>Triangular matrices are arrays of rows: row i of the lower triangle has the length i + 1. Immutable;
 * {@link #append} and {@link #first} share its rows. Each number of L comes from the same operations in the same order,
 * whether its row was there from the start or was appended.
 */
public final class Cholesky {

    /**
     * Columns or rows worked on together, so that what is finished is read from memory n / BLOCK times only. A multiple
     * of four.
     */
    private static final int BLOCK = 32;

    /** What is worked on at a time of a long array: four slices of this length stay in the first-level cache. */
    private static final int SLICE = 512;

    private final double[][] rows;
    private final double jitter;

    private Cholesky(double[][] rows, double jitter) {
        this.rows = rows;
        this.jitter = jitter;
    }

    /**
     * Factors a matrix, in n³/3 operations.
     *
     * @param lower its lower triangle: at least i + 1 numbers in row i; not changed, not kept
     * @return nothing if the matrix is not positive definite as far as doubles can tell, or not finite
     */
    public static Optional<Cholesky> of(double[][] lower) {
        return factor(lower, 0);
    }

    /**
     * Factors a matrix that rounding may have made indefinite: as it is if possible, else with a multiple of the
     * identity added that starts at {@code smallest} and grows by tens.
     *
     * @param lower its lower triangle, as in {@link #of}
     * @param smallest the first jitter tried, above 0, in the units of the matrix
     * @throws IllegalArgumentException if {@code smallest} is not positive, if the matrix is not finite, or if even a
     *     jitter as large as its largest diagonal element is not enough
     */
    public static Cholesky withJitter(double[][] lower, double smallest) {
        if (!(smallest > 0)) {
            throw new IllegalArgumentException("Jitter " + smallest + " is not above 0");
        }
        Optional<Cholesky> exact = factor(lower, 0);
        if (exact.isPresent()) {
            return exact.get();
        }
        double largest = 0;
        for (int i = 0; i < lower.length; i++) {
            largest = Math.max(largest, Math.abs(lower[i][i]));
        }
        for (double jitter = smallest; jitter <= largest; jitter *= 10) {
            Optional<Cholesky> factor = factor(lower, jitter);
            if (factor.isPresent()) {
                return factor.get();
            }
        }
        throw new IllegalArgumentException(
                "Matrix of size " + lower.length + " with a largest diagonal element of " + largest
                        + " is not positive definite with any jitter from " + smallest
                        + " up to that: it needs to be finite and nearly positive definite");
    }

    /** What was added to the diagonal of the matrix before it was factored; 0 unless {@link #withJitter} had to. */
    public double jitter() {
        return jitter;
    }

    /** The number n of rows. */
    public int size() {
        return rows.length;
    }

    /** The factor of the first n rows and columns of A. */
    public Cholesky first(int n) {
        return new Cholesky(Arrays.copyOf(rows, n), jitter);
    }

    /**
     * The factor of A with one more row and column, in n² operations: to the last digit what factoring that matrix with
     * the same jitter gives.
     *
     * @param row the new row of A's lower triangle: n + 1 numbers, the diagonal element last
     * @return nothing if the larger matrix is not positive definite
     * @throws IllegalArgumentException if the row has another length
     */
    public Optional<Cholesky> append(double[] row) {
        int n = size();
        if (row.length != n + 1) {
            throw new IllegalArgumentException(
                    "Row of length " + row.length + " cannot extend a factor of size " + n + ": it needs " + (n + 1));
        }
        double[] l = row.clone();
        forward(l);
        double pivot = Rows.subtractDot(row[n] + jitter, l, l, 0, n);
        if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        l[n] = Math.sqrt(pivot);
        double[][] extended = Arrays.copyOf(rows, n + 1);
        extended[n] = l;
        return Optional.of(new Cholesky(extended, jitter));
    }

    /** log det A. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += Math.log(rows[i][i]);
        }
        return 2 * sum;
    }

    /** Replaces the first n numbers of b by the solution of L y = b. */
    public void forward(double[] b) {
        int n = size();
        int i = 0;
        for (; i < n - 3; i += 4) { // four rows at a time, as each of the four differences has to wait for itself
            double[] r0 = rows[i];
            double[] r1 = rows[i + 1];
            double[] r2 = rows[i + 2];
            double[] r3 = rows[i + 3];
            double s0 = b[i];
            double s1 = b[i + 1];
            double s2 = b[i + 2];
            double s3 = b[i + 3];
            for (int k = 0; k < i; k += 4) {
                double y0 = b[k];
                double y1 = b[k + 1];
                double y2 = b[k + 2];
                double y3 = b[k + 3];
                s0 -= (r0[k] * y0 + r0[k + 1] * y1) + (r0[k + 2] * y2 + r0[k + 3] * y3);
                s1 -= (r1[k] * y0 + r1[k + 1] * y1) + (r1[k + 2] * y2 + r1[k + 3] * y3);
                s2 -= (r2[k] * y0 + r2[k + 1] * y1) + (r2[k + 2] * y2 + r2[k + 3] * y3);
                s3 -= (r3[k] * y0 + r3[k + 1] * y1) + (r3[k + 2] * y2 + r3[k + 3] * y3);
            }
            b[i] = s0 * (1 / r0[i]);
            b[i + 1] = Rows.subtractDot(s1, r1, b, i, i + 1) * (1 / r1[i + 1]);
            b[i + 2] = Rows.subtractDot(s2, r2, b, i, i + 2) * (1 / r2[i + 2]);
            b[i + 3] = Rows.subtractDot(s3, r3, b, i, i + 3) * (1 / r3[i + 3]);
        }
        for (; i < n; i++) {
            b[i] = Rows.subtractDot(b[i], rows[i], b, 0, i) * (1 / rows[i][i]);
        }
    }

    /** Replaces y by the solution of Lᵀ x = y. */
    public void backward(double[] y) {
        int i = rows.length - 1;
        for (; i >= 3; i -= 4) {
            double[] r0 = rows[i];
            double[] r1 = rows[i - 1];
            double[] r2 = rows[i - 2];
            double[] r3 = rows[i - 3];
            double x0 = y[i] / r0[i];
            double x1 = (y[i - 1] - x0 * r0[i - 1]) / r1[i - 1];
            double x2 = (y[i - 2] - x0 * r0[i - 2] - x1 * r1[i - 2]) / r2[i - 2];
            double x3 = (y[i - 3] - x0 * r0[i - 3] - x1 * r1[i - 3] - x2 * r2[i - 3]) / r3[i - 3];
            y[i] = x0;
            y[i - 1] = x1;
            y[i - 2] = x2;
            y[i - 3] = x3;
            Rows.subtract(y, x0, r0, x1, r1, x2, r2, x3, r3, 0, i - 3);
        }
        for (; i >= 0; i--) {
            y[i] /= rows[i][i];
            Rows.subtract(y, y[i], rows[i], 0, i);
        }
    }

    /** Replaces b by the solution of A x = b. */
    public void solve(double[] b) {
        forward(b);
        backward(b);
    }

    /**
     * Solves L Y = B for many right-hand sides at once.
     *
     * @param b n rows, each with one number for each right-hand side; replaced by Y
     */
    public void forward(double[][] b) {
        int n = size();
        int width = n == 0 ? 0 : b[0].length;
        for (int from = 0; from < width; from += SLICE) {
            int to = Math.min(width, from + SLICE);
            for (int first = 0; first < n; first += BLOCK) {
                int last = Math.min(n, first + BLOCK);
                for (int k = 0; k < first; k += 4) {
                    for (int i = first; i < last; i++) {
                        Rows.subtractCombination(b[i], rows[i], b, k, k + 4, from, to);
                    }
                }
                for (int i = first; i < last; i++) {
                    Rows.subtractCombination(b[i], rows[i], b, first, i, from, to);
                    Rows.scale(b[i], 1 / rows[i][i], from, to);
                }
            }
        }
    }

    /** The lower triangle of A⁻¹, in 2n³/3 operations. For solutions and variances use the solves: they cancel less. */
    public double[][] inverse() {
        return transposeTimesItself(inverseOfFactor());
    }

    /**
     * M = L⁻¹, row by row from L M = I. Its rows are padded with zeros to a multiple of four, so that the four rows
     * that are subtracted at a time are equally long.
     */
    private double[][] inverseOfFactor() {
        int n = size();
        double[][] m = new double[n][];
        for (int i = 0; i < n; i++) {
            m[i] = new double[(i | 3) + 1];
        }
        for (int first = 0; first < n; first += BLOCK) {
            int last = Math.min(n, first + BLOCK);
            for (int k = 0; k < last; k += 4) {
                // rows k to k + 3, if of this block, have had everything subtracted that is above them
                for (int i = Math.max(first, k); i < Math.min(last, k + 4); i++) {
                    Rows.subtractCombination(m[i], rows[i], m, k, i, 0, k + 4);
                    m[i][i] = 1;
                    Rows.scale(m[i], 1 / rows[i][i], 0, i + 1);
                }
                for (int i = Math.max(first, k + 4); i < last; i++) {
                    Rows.subtractCombination(m[i], rows[i], m, k, k + 4, 0, k + 4);
                }
            }
        }
        return m;
    }

    /** The lower triangle of MᵀM for a lower triangular M. */
    private static double[][] transposeTimesItself(double[][] m) {
        int n = m.length;
        double[][] product = new double[n][];
        double[][] negatedColumns = new double[BLOCK][n];
        for (int first = 0; first < n; first += BLOCK) {
            int last = Math.min(n, first + BLOCK);
            for (int k = first; k < n; k++) {
                for (int i = first; i < Math.min(last, k + 1); i++) {
                    negatedColumns[i - first][k] = -m[k][i];
                }
            }
            for (int i = first; i < last; i++) {
                product[i] = new double[i + 1];
                Rows.subtractCombination(product[i], negatedColumns[i - first], m, i, last, 0, i + 1);
            }
            for (int k = last; k < n; k += 4) {
                for (int i = first; i < last; i++) {
                    Rows.subtractCombination(product[i], negatedColumns[i - first], m, k, Math.min(n, k + 4), 0, i + 1);
                }
            }
        }
        return product;
    }

    /**
     * Left-looking, by blocks of columns. Its inner loop runs down columns, so it works on the columns of L, each
     * upside down (so that they differ in length, not in where they start): column k is an array of n - k numbers, with
     * L[i][k] at n - 1 - i.
     */
    private static Optional<Cholesky> factor(double[][] lower, double jitter) {
        int n = lower.length;
        double[][] columns = new double[n][];
        double[][] rows = new double[n][];
        for (int k = 0; k < n; k++) {
            columns[k] = new double[n - k];
            rows[k] = new double[k + 1];
        }
        for (int first = 0; first < n; first += BLOCK) {
            int last = Math.min(n, first + BLOCK);
            for (int k = first; k < last; k++) {
                double[] column = columns[k];
                for (int i = k; i < n; i++) {
                    column[n - 1 - i] = lower[i][k];
                }
                column[n - 1 - k] += jitter;
            }
            subtractEarlier(columns, rows, first, last);
            if (!factorBlock(columns, rows, first, last)) {
                return Optional.empty();
            }
            for (int i = last; i < n; i++) {
                double[] row = rows[i];
                for (int k = first; k < last; k++) {
                    row[k] = columns[k][n - 1 - i];
                }
            }
        }
        return Optional.of(new Cholesky(rows, jitter));
    }

    private static void subtractEarlier(double[][] columns, double[][] rows, int first, int last) {
        int n = columns.length;
        for (int from = 0; from < n - first; from += SLICE) {
            for (int j = 0; j < first; j += 4) {
                for (int k = first; k < last; k++) {
                    int to = Math.min(n - k, from + SLICE);
                    Rows.subtractCombination(columns[k], rows[k], columns, j, Math.min(first, j + 4), from, to);
                }
            }
        }
    }

    private static boolean factorBlock(double[][] columns, double[][] rows, int first, int last) {
        int n = columns.length;
        for (int k = first; k < last; k++) {
            int diagonal = n - 1 - k;
            double[] column = columns[k];
            Rows.subtractCombination(column, rows[k], columns, first, k, 0, diagonal + 1);
            double pivot = column[diagonal];
            if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
                return false;
            }
            column[diagonal] = Math.sqrt(pivot);
            Rows.scale(column, 1 / column[diagonal], 0, diagonal);
            for (int i = k; i < last; i++) {
                rows[i][k] = column[n - 1 - i];
            }
        }
        return true;
    }
}
