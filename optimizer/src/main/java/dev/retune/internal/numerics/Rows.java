package dev.retune.internal.numerics;

/**
 * The innermost loops over arrays of doubles. Each has one store, at most five loads and the same index in each array,
 * which is what the C2 compiler of JDK 17 turns into vector instructions; dot products it does not, so {@link #dot}
 * keeps four sums.
 */
public final class Rows {

    private Rows() {}

    /** {@code y[i] -= c a[i]} for from ≤ i &lt; to. */
    public static void subtract(double[] y, double c, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= c * a[i];
        }
    }

    /** {@code y[i] -= c1 a1[i] + c2 a2[i]} for from ≤ i &lt; to. */
    public static void subtract(double[] y, double c1, double[] a1, double c2, double[] a2, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= c1 * a1[i] + c2 * a2[i];
        }
    }

    /** {@code y[i] -= c1 a1[i] + c2 a2[i] + c3 a3[i] + c4 a4[i]} for from ≤ i &lt; to. */
    public static void subtract(
            double[] y,
            double c1,
            double[] a1,
            double c2,
            double[] a2,
            double c3,
            double[] a3,
            double c4,
            double[] a4,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            y[i] -= (c1 * a1[i] + c2 * a2[i]) + (c3 * a3[i] + c4 * a4[i]);
        }
    }

    /**
     * {@code y -= Σ c[k] a[k]} between the columns from and to, over the rows first ≤ k &lt; last of a; a matrix
     * product, one row at a time.
     */
    public static void subtractCombination(
            double[] y, double[] c, double[][] a, int first, int last, int from, int to) {
        int k = first;
        for (; k < last - 3; k += 4) {
            subtract(y, c[k], a[k], c[k + 1], a[k + 1], c[k + 2], a[k + 2], c[k + 3], a[k + 3], from, to);
        }
        if (k < last - 1) {
            subtract(y, c[k], a[k], c[k + 1], a[k + 1], from, to);
            k += 2;
        }
        if (k < last) {
            subtract(y, c[k], a[k], from, to);
        }
    }

    /** {@code y[i] *= c} for from ≤ i &lt; to. */
    public static void scale(double[] y, double c, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] *= c;
        }
    }

    /**
     * start − Σ a[i] b[i] for from ≤ i &lt; to, to the last digit what {@link #subtractCombination} makes of a single
     * column.
     */
    public static double subtractDot(double start, double[] a, double[] b, int from, int to) {
        double rest = start;
        int i = from;
        for (; i < to - 3; i += 4) {
            rest -= (a[i] * b[i] + a[i + 1] * b[i + 1]) + (a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3]);
        }
        if (i < to - 1) {
            rest -= a[i] * b[i] + a[i + 1] * b[i + 1];
            i += 2;
        }
        if (i < to) {
            rest -= a[i] * b[i];
        }
        return rest;
    }

    /** Σ a[i] b[i] over i &lt; length. */
    public static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * V A, a matrix product: for a symmetric A, row t is A times row t of V.
     *
     * @param v rows of n numbers
     * @param a n ≥ 1 rows, all of a length
     */
    public static double[][] product(double[][] v, double[][] a) {
        double[][] product = new double[v.length][a[0].length];
        for (int k = 0; k < a.length; k += 4) { // all of V passes by four rows of A at a time
            for (int t = 0; t < v.length; t++) {
                subtractCombination(product[t], v[t], a, k, Math.min(a.length, k + 4), 0, a[0].length);
            }
        }
        for (double[] row : product) {
            scale(row, -1, 0, row.length);
        }
        return product;
    }

    /**
     * Adds one feature's share of the squared distances between a point and many: {@code sum[i] += w (x - xs[i])²} for
     * i &lt; length.
     *
     * @param w the inverse square of the feature's lengthscale
     * @param xs the feature's values, one a point
     */
    public static void addSquaredDistances(double[] sum, double w, double x, double[] xs, int length) {
        for (int i = 0; i < length; i++) {
            double difference = x - xs[i];
            sum[i] += w * difference * difference;
        }
    }

    /** Two features at once, for half the traffic: {@code sum[i] += w1 (x1 - xs1[i])² + w2 (x2 - xs2[i])²}. */
    public static void addSquaredDistances(
            double[] sum, double w1, double x1, double[] xs1, double w2, double x2, double[] xs2, int length) {
        for (int i = 0; i < length; i++) {
            double first = x1 - xs1[i];
            double second = x2 - xs2[i];
            sum[i] += w1 * first * first + w2 * second * second;
        }
    }

    /**
     * {@code out[i] = exp(-x[i])} for i &lt; length and x[i] ≥ 0, with an absolute error below 3e-14: the reciprocal of
     * the Taylor polynomial of exp(x/64), squared six times. Four to six times as fast as {@link Math#exp}, which does
     * not vectorise. The arrays may be the same.
     */
    public static void expOfMinus(double[] x, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            double t = x[i] * 0x1p-6;
            double p = 1 / 40320.0;
            p = 1 / 5040.0 + t * p;
            p = 1 / 720.0 + t * p;
            p = 1 / 120.0 + t * p;
            p = 1 / 24.0 + t * p;
            p = 1 / 6.0 + t * p;
            p = 1 / 2.0 + t * p;
            p = 1 + t * p;
            p = 1 + t * p;
            double e = 1 / p;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            out[i] = e * e;
        }
    }
}
