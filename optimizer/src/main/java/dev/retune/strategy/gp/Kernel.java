package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Rows;

import java.util.List;

/**
 * Matérn-5/2 with automatic relevance determination on warped columns (Rasmussen and Williams 2006, equation 4.17),
 * plus trends (section 2.7 there: basis functions t, see {@link Trend}, with coefficients of variance v), plus a
 * constant c for the unknown mean: k = σ²(1 + s + s²/3)e⁻ˢ + Σ v·t(x)t(x') + c with s = √5·r and r² = Σ (w(x) −
 * w(x'))²/ℓ².
 *
 * <p>Points are held by column, so that every loop over points runs along arrays: first the columns of
 * {@link Features}, warped and divided by ℓ; then √v·t for each {@link Trend}. Such a point is called scaled.
 */
final class Kernel {

    /** The prior variance of the mean of the targets. */
    static final double MEAN_VARIANCE = 1;

    private static final double SQRT5 = Math.sqrt(5);

    private final Hyperparameters hyper;
    private final int columns;
    private final int[] groupOf;
    private final double[] inverseLength;
    private final Warp[] warps;
    private final List<Trend> trends;
    private final double[] weight; // √v, by trend

    Kernel(Features features, Hyperparameters hyper) {
        this.hyper = hyper;
        columns = features.columns();
        groupOf = new int[columns];
        inverseLength = new double[columns];
        warps = new Warp[columns];
        for (int g = 0; g < features.groups().size(); g++) {
            Features.Group group = features.groups().get(g);
            for (int c = group.first(); c < group.first() + group.width(); c++) {
                groupOf[c] = g;
                inverseLength[c] = 1 / hyper.length(g);
                warps[c] = group.isNumeric() ? new Warp(hyper.a(g), hyper.b(g)) : Warp.NONE;
            }
        }
        trends = features.trends();
        weight = trends.stream()
                .mapToDouble(t -> Math.sqrt(hyper.trend(groupOf[t.column()])))
                .toArray();
    }

    Hyperparameters hyper() {
        return hyper;
    }

    /** The group that a column belongs to. */
    int groupOf(int column) {
        return groupOf[column];
    }

    /** k(x, x) of a scaled point, without noise. */
    double variance(double[] point) {
        double trend = 0;
        for (int t = columns; t < point.length; t++) {
            trend += point[t] * point[t];
        }
        return hyper.signal() + trend + MEAN_VARIANCE;
    }

    Warp warp(int column) {
        return warps[column];
    }

    /** A point of {@link Features}, scaled. */
    double[] scaled(double[] row) {
        double[] z = new double[columns + weight.length];
        for (int c = 0; c < columns; c++) {
            z[c] = warps[c].value(row[c]);
        }
        scale(z);
        return z;
    }

    /** Scales a point that is warped already, and fills in its trends. */
    private void scale(double[] z) {
        for (int t = 0; t < weight.length; t++) {
            Trend trend = trends.get(t);
            double value = weight[t] * trend.value(z[trend.column()]);
            z[columns + t] = trend.fades() ? value * (1 - z[trend.fading()]) : value;
        }
        for (int c = 0; c < columns; c++) {
            z[c] *= inverseLength[c];
        }
    }

    /** How many columns a scaled point has for {@link Features}; those of the trends follow. */
    int columns() {
        return columns;
    }

    List<Trend> trends() {
        return trends;
    }

    /**
     * The derivative of the scaled column of a trend by that of its coordinate, without the factor of the resource.
     * @param z a scaled coordinate
     */
    double trendSlope(int trend, double z) {
        double length = 1 / inverseLength[trends.get(trend).column()];
        return weight[trend] * length * trends.get(trend).slope(z * length);
    }

    /** The factor by which a trend decreases with the resource. @param z the scaled coordinate of the resource */
    double left(int trend, double z) {
        return 1 - z / inverseLength[trends.get(trend).fading()];
    }

    /**
     * The derivative of the scaled column of a decreasing trend by that of the resource. @param z a scaled coordinate
     */
    double fadingSlope(int trend, double z) {
        Trend of = trends.get(trend);
        return -weight[trend] * of.value(z / inverseLength[of.column()]) / inverseLength[of.fading()];
    }

    /** The derivative of the scaled column c by the column itself. */
    double slope(double x, int c) {
        return inverseLength[c] * warps[c].slope(x);
    }

    /** 1/ℓ of column c. */
    double inverseLength(int c) {
        return inverseLength[c];
    }

    /** Scaled points, by column. @param rows points of {@link Features}, of which there is at least one */
    double[][] columns(double[][] rows) {
        double[][] z = new double[columns + weight.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            put(scaled(rows[i]), z, i);
        }
        return z;
    }

    /** Scaled points, by column. @param warped the columns of {@link Features} as they are after the warps */
    double[][] scaledColumns(double[][] warped) {
        int n = warped[0].length;
        double[][] z = new double[columns + weight.length][n];
        double[] point = new double[z.length];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < columns; c++) {
                point[c] = warped[c][i];
            }
            scale(point);
            put(point, z, i);
        }
        return z;
    }

    private static void put(double[] point, double[][] points, int i) {
        for (int c = 0; c < point.length; c++) {
            points[c][i] = point[c];
        }
    }

    /** Point i of points that are held by column. */
    static double[] point(double[][] points, int i) {
        double[] point = new double[points.length];
        for (int c = 0; c < points.length; c++) {
            point[c] = points[c][i];
        }
        return point;
    }

    /**
     * The covariances of a point with others, and what their gradients need.
     *
     * @param points scaled points by column
     * @param point a scaled point
     * @param n how many of the points, from the first
     * @param k to be filled with k(x, xᵢ), n numbers
     * @param slope to be filled with −2 ∂k/∂r², n numbers: σ²·(5/3)(1 + s)e⁻ˢ
     */
    void covariances(double[][] points, double[] point, int n, double[] k, double[] slope) {
        double[] s = distances(points, point, n);
        Rows.expOfMinus(s, k, n);
        double signal = hyper.signal();
        double third = signal * (5.0 / 3);
        for (int i = 0; i < n; i++) {
            slope[i] = third * (1 + s[i]) * k[i];
        }
        finish(points, point, n, s, k);
    }

    /** {@link #covariances} without what gradients need, into {@code k}. */
    void covariances(double[][] points, double[] point, int n, double[] k) {
        double[] s = distances(points, point, n);
        Rows.expOfMinus(s, k, n);
        finish(points, point, n, s, k);
    }

    /** Turns the e⁻ˢ in k into the covariances. */
    private void finish(double[][] points, double[] point, int n, double[] s, double[] k) {
        double signal = hyper.signal();
        for (int i = 0; i < n; i++) {
            k[i] = signal * (1 + s[i] + s[i] * s[i] * (1.0 / 3)) * k[i];
        }
        int t = columns;
        for (; t + 1 < point.length; t += 2) {
            Rows.subtract(k, -point[t], points[t], -point[t + 1], points[t + 1], 0, n);
        }
        if (t < point.length) {
            Rows.subtract(k, -point[t], points[t], 0, n);
        }
        for (int i = 0; i < n; i++) {
            k[i] += MEAN_VARIANCE;
        }
    }

    private double[] distances(double[][] points, double[] point, int n) {
        double[] s = new double[n];
        int c = 0;
        for (; c + 1 < columns; c += 2) {
            Rows.addSquaredDistances(s, 1, point[c], points[c], 1, point[c + 1], points[c + 1], n);
        }
        if (c < columns) {
            Rows.addSquaredDistances(s, 1, point[c], points[c], n);
        }
        for (int i = 0; i < n; i++) {
            s[i] = SQRT5 * Math.sqrt(s[i]);
        }
        return s;
    }

    /** The lower triangle of the kernel matrix of scaled points, row by row, with the noise on its diagonal. */
    double[][] matrix(double[][] points, double[] noise) {
        double[][] lower = new double[noise.length][];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = row(points, i, noise[i]);
        }
        return lower;
    }

    /** Row i of that, i + 1 numbers. */
    double[] row(double[][] points, int i, double noise) {
        double[] k = new double[i + 1];
        covariances(points, point(points, i), i + 1, k);
        k[i] += hyper.noise() + noise;
        return k;
    }
}
