package dev.retune.strategy.gp;

import dev.retune.numerics.Rows;

/**
 * Matérn-5/2 with automatic relevance determination on warped columns (Rasmussen and Williams 2006, equation 4.17), plus a
 * constant c for the unknown mean: k = σ²(1 + s + s²/3)e⁻ˢ + c with s = √5·r and r² = Σ (w(x) − w(x'))²/ℓ².
 *
 * <p>Points are held by column, warped and divided by ℓ ("scaled"), so that every loop over points runs along arrays.
 */
final class Kernel {

    /** The prior variance of the mean of the targets. */
    static final double MEAN_VARIANCE = 1;

    private static final double SQRT5 = Math.sqrt(5);

    private final Hyperparameters hyper;
    private final int[] groupOf;
    private final double[] inverseLength;
    private final double[] a;
    private final double[] b;

    Kernel(Features features, Hyperparameters hyper) {
        this.hyper = hyper;
        int columns = features.columns();
        groupOf = new int[columns];
        inverseLength = new double[columns];
        a = new double[columns];
        b = new double[columns];
        for (int g = 0; g < features.groups().size(); g++) {
            Features.Group group = features.groups().get(g);
            for (int c = group.first(); c < group.first() + group.width(); c++) {
                groupOf[c] = g;
                inverseLength[c] = 1 / hyper.length(g);
                a[c] = group.isNumeric() ? hyper.a(g) : 1;
                b[c] = group.isNumeric() ? hyper.b(g) : 1;
            }
        }
    }

    Hyperparameters hyper() {
        return hyper;
    }

    /** The group that a column belongs to. */
    int groupOf(int column) {
        return groupOf[column];
    }

    /** k(x, x), without noise. */
    double variance() {
        return hyper.signal() + MEAN_VARIANCE;
    }

    /** A point of {@link Features}, scaled. */
    double[] scaled(double[] row) {
        double[] z = new double[row.length];
        for (int c = 0; c < z.length; c++) {
            z[c] = Warp.value(row[c], a[c], b[c]) * inverseLength[c];
        }
        return z;
    }

    /** The derivative of the scaled column c by the column itself. */
    double slope(double x, int c) {
        return inverseLength[c] * Warp.slope(x, a[c], b[c]);
    }

    /** The derivative of the scaled column c by ln a. */
    double byLogA(double x, int c) {
        return inverseLength[c] * Warp.byLogA(x, a[c], b[c]);
    }

    /** The derivative of the scaled column c by ln b. */
    double byLogB(double x, int c) {
        return inverseLength[c] * Warp.byLogB(x, a[c], b[c]);
    }

    /** Scaled points, by column. @param rows points of {@link Features}, of which there is at least one */
    double[][] columns(double[][] rows) {
        double[][] z = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] scaled = scaled(rows[i]);
            for (int c = 0; c < z.length; c++) {
                z[c][i] = scaled[c];
            }
        }
        return z;
    }

    /** Point i of points that are held by column. */
    static double[] point(double[][] columns, int i) {
        double[] point = new double[columns.length];
        for (int c = 0; c < columns.length; c++) {
            point[c] = columns[c][i];
        }
        return point;
    }

    /**
     * The covariances of a point with others, and what their gradients need.
     *
     * @param k k(x, xᵢ), n numbers
     * @param slope −2 ∂k/∂r², n numbers: σ²·(5/3)(1 + s)e⁻ˢ
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Covariances(double[] k, double[] slope) {}

    /**
     * @param columns scaled points by column
     * @param point a scaled point
     * @param n how many of the points, from the first
     */
    Covariances covariances(double[][] columns, double[] point, int n) {
        double[] s = distances(columns, point, n);
        double[] e = new double[n];
        Rows.expOfMinus(s, e, n);
        double[] k = new double[n];
        double[] slope = new double[n];
        double signal = hyper.signal();
        for (int i = 0; i < n; i++) {
            k[i] = signal * (1 + s[i] + s[i] * s[i] * (1.0 / 3)) * e[i] + MEAN_VARIANCE;
        }
        for (int i = 0; i < n; i++) {
            slope[i] = signal * (5.0 / 3) * (1 + s[i]) * e[i];
        }
        return new Covariances(k, slope);
    }

    /** {@link #covariances} without what gradients need, into {@code k}. */
    void covariances(double[][] columns, double[] point, int n, double[] k) {
        double[] s = distances(columns, point, n);
        Rows.expOfMinus(s, k, n);
        double signal = hyper.signal();
        for (int i = 0; i < n; i++) {
            k[i] = signal * (1 + s[i] + s[i] * s[i] * (1.0 / 3)) * k[i] + MEAN_VARIANCE;
        }
    }

    private static double[] distances(double[][] columns, double[] point, int n) {
        double[] s = new double[n];
        int c = 0;
        for (; c + 1 < columns.length; c += 2) {
            Rows.addSquaredDistances(s, 1, point[c], columns[c], 1, point[c + 1], columns[c + 1], n);
        }
        if (c < columns.length) {
            Rows.addSquaredDistances(s, 1, point[c], columns[c], n);
        }
        for (int i = 0; i < n; i++) {
            s[i] = SQRT5 * Math.sqrt(s[i]);
        }
        return s;
    }

    /** The lower triangle of the kernel matrix of scaled points, row by row, with the noise on its diagonal. */
    double[][] matrix(double[][] columns, double[] noise) {
        int n = noise.length;
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] k = new double[i + 1];
            covariances(columns, point(columns, i), i + 1, k);
            k[i] += hyper.noise() + noise[i];
            lower[i] = k;
        }
        return lower;
    }
}
