package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Cholesky;
import dev.retune.internal.numerics.Rows;

import java.util.Arrays;
import java.util.Optional;

/**
 * The Gaussian process given its observations (Rasmussen and Williams 2006, equations 2.25 and 2.26): mean k*ᵀα and
 * variance k** − |L⁻¹k*|², with their gradients. Immutable.
 */
final class Posterior {

    /** The smallest variance, in view of rounding. */
    private static final double SMALLEST_VARIANCE = 1e-12;
    /** The jitter for coinciding points, if the estimated noise is too small. */
    private static final double JITTER = 1e-9;
    /** The smallest noise of a fantasized value, so that it does not fix the surface. */
    private static final double BELIEF_NOISE = 1e-4;
    /** A factor that would grow by more than one part in this many is computed anew, which is faster. */
    private static final int LARGEST_PART = 8;

    private final Kernel kernel;
    private final double[][] rows;
    private final double[] noise;
    private final double[][] columns; // scaled, by column
    private final Cholesky factor;
    private final double[] alpha;

    private Posterior(
            Kernel kernel, double[][] rows, double[] noise, double[][] columns, Cholesky factor, double[] alpha) {
        this.kernel = kernel;
        this.rows = rows;
        this.noise = noise;
        this.columns = columns;
        this.factor = factor;
        this.alpha = alpha;
    }

    /**
     * @param rows n ≥ 1 points by {@link Features}
     * @param y n targets
     * @param noise n known variances, in addition to the estimated noise
     */
    static Posterior of(Kernel kernel, double[][] rows, double[] y, double[] noise) {
        double[][] columns = kernel.columns(rows);
        Cholesky factor = Cholesky.withJitter(kernel.matrix(columns, noise), JITTER);
        return of(kernel, rows, y, noise, columns, factor);
    }

    private static Posterior of(
            Kernel kernel, double[][] rows, double[] y, double[] noise, double[][] columns, Cholesky factor) {
        double[] alpha = y.clone();
        factor.solve(alpha);
        return new Posterior(kernel, rows, noise, columns, factor, alpha);
    }

    /**
     * The same as {@link #of}, to the last digit, but faster if this posterior has the same kernel and begins with the
     * same observations: their part of the factor is reused, and each further one takes n² operations.
     */
    Posterior to(Kernel other, double[][] otherRows, double[] y, double[] otherNoise) {
        int n = otherRows.length;
        boolean stands = factor.jitter() == 0 // otherwise the jitter was added to all
                && Arrays.equals(kernel.hyper().theta(), other.hyper().theta());
        int same = stands ? commonPrefix(otherRows, otherNoise) : 0;
        if (n - same > n / LARGEST_PART) {
            return of(other, otherRows, y, otherNoise);
        }
        double[][] otherColumns = other.columns(otherRows);
        return grown(factor.first(same), other, otherColumns, otherNoise)
                .map(f -> of(other, otherRows, y, otherNoise, otherColumns, f))
                .orElseGet(() -> of(other, otherRows, y, otherNoise));
    }

    /** The factor extended by the missing rows; empty if the matrix is then not positive definite. */
    private static Optional<Cholesky> grown(Cholesky factor, Kernel kernel, double[][] columns, double[] noise) {
        Optional<Cholesky> grown = Optional.of(factor);
        for (int i = factor.size(); i < noise.length && grown.isPresent(); i++) {
            grown = grown.get().append(kernel.row(columns, i, noise[i]));
        }
        return grown;
    }

    private int commonPrefix(double[][] otherRows, double[] otherNoise) {
        int n = Math.min(rows.length, otherRows.length);
        for (int i = 0; i < n; i++) {
            if (noise[i] != otherNoise[i] || !Arrays.equals(rows[i], otherRows[i])) {
                return i;
            }
        }
        return n;
    }

    /** The approximate number of operations per predicted point: n² for the factor, and n times the columns for k*. */
    double work() {
        return rows.length * (rows.length + columns.length / 2.0);
    }

    /**
     * As if each of these points had been observed at the mean: the mean is unchanged, the variance around them
     * decreases, so that a batch spreads (the hallucinated observations of Desautels et al. 2014).
     */
    Posterior fantasize(double[][] points) {
        int n = rows.length;
        double[][] all = Arrays.copyOf(rows, n + points.length);
        System.arraycopy(points, 0, all, n, points.length);
        double[] allNoise = Arrays.copyOf(noise, all.length);
        Arrays.fill(
                allNoise, n, all.length, Math.max(BELIEF_NOISE - kernel.hyper().noise(), 0));
        double[][] allColumns = kernel.columns(all);
        // the fantasized values are the means, so their α is 0; a point that is observed already is left out
        return grown(factor, kernel, allColumns, allNoise)
                .map(f -> new Posterior(kernel, all, allNoise, allColumns, f, Arrays.copyOf(alpha, all.length)))
                .orElse(this);
    }

    /**
     * Means and variances of m points.
     *
     * @param points m ≥ 1 points by {@link Features}
     * @return m means, then m variances
     */
    double[][] predict(double[][] points) {
        if (points.length == 1) {
            return predict(points[0]);
        }
        int n = rows.length;
        int m = points.length;
        double[][] z = kernel.columns(points);
        double[][] cross = new double[n][m];
        double[] means = new double[m];
        for (int i = 0; i < n; i++) {
            kernel.covariances(z, Kernel.point(columns, i), m, cross[i]);
        }
        for (int i = 0; i < n; i++) {
            Rows.subtract(means, -alpha[i], cross[i], 0, m);
        }
        factor.forward(cross);
        double[] variances = new double[m];
        for (int p = 0; p < m; p++) {
            variances[p] = kernel.variance(Kernel.point(z, p));
        }
        for (double[] v : cross) {
            for (int p = 0; p < m; p++) {
                variances[p] -= v[p] * v[p];
            }
        }
        for (int p = 0; p < m; p++) {
            variances[p] = Math.max(variances[p], SMALLEST_VARIANCE);
        }
        return new double[][] {means, variances};
    }

    /** Mean and variance of one point. @return a mean and a variance */
    private double[][] predict(double[] point) {
        int n = rows.length;
        double[] z = kernel.scaled(point);
        double[] k = new double[n];
        kernel.covariances(columns, z, n, k);
        double mean = Rows.dot(k, alpha, n);
        factor.forward(k);
        double variance = Math.max(kernel.variance(z) - Rows.dot(k, k, n), SMALLEST_VARIANCE);
        return new double[][] {{mean}, {variance}};
    }

    /** A mean and a variance with their gradients by the columns of {@link Features}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Gradient(double mean, double variance, double[] byMean, double[] byVariance) {}

    /** Mean and variance at one point, with gradients. */
    Gradient gradient(double[] row) {
        int n = rows.length;
        double[] z = kernel.scaled(row);
        double[] w = new double[n]; // k, becomes L⁻¹k, then K⁻¹k
        double[] slope = new double[n];
        kernel.covariances(columns, z, n, w, slope);
        double mean = Rows.dot(w, alpha, n);
        factor.forward(w);
        double variance = Math.max(kernel.variance(z) - Rows.dot(w, w, n), SMALLEST_VARIANCE);
        factor.backward(w);
        // ∂kᵢ/∂z = −slopeᵢ (z − zᵢ)
        double[] meanPull = new double[n];
        double[] variancePull = new double[n];
        double meanSum = 0;
        double varianceSum = 0;
        for (int i = 0; i < n; i++) {
            meanPull[i] = -slope[i] * alpha[i];
            variancePull[i] = 2 * slope[i] * w[i];
            meanSum += meanPull[i];
            varianceSum += variancePull[i];
        }
        double[] byMean = new double[row.length];
        double[] byVariance = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            byMean[c] = z[c] * meanSum - Rows.dot(meanPull, columns[c], n);
            byVariance[c] = z[c] * varianceSum - Rows.dot(variancePull, columns[c], n);
        }
        for (int t = 0; t < kernel.trends().size(); t++) {
            Trend trend = kernel.trends().get(t);
            int c = trend.column();
            double[] values = columns[row.length + t];
            double meanBy = Rows.dot(values, alpha, n);
            double varianceBy = 2 * (z[row.length + t] - Rows.dot(values, w, n));
            double bend = kernel.trendSlope(t, z[c]);
            if (trend.fades()) {
                int r = trend.fading();
                byMean[r] += kernel.fadingSlope(t, z[c]) * meanBy;
                byVariance[r] += kernel.fadingSlope(t, z[c]) * varianceBy;
                bend *= kernel.left(t, z[r]);
            }
            byMean[c] += bend * meanBy;
            byVariance[c] += bend * varianceBy;
        }
        for (int c = 0; c < row.length; c++) {
            double chain = kernel.slope(row[c], c);
            byMean[c] *= chain;
            byVariance[c] *= chain;
        }
        return new Gradient(mean, variance, byMean, byVariance);
    }

    /** The means at the observed points: y − Σα, since (K + Σ)α = y. */
    double[] smoothed(double[] y, double[] noise) {
        double[] means = new double[y.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = y[i] - (kernel.hyper().noise() + noise[i]) * alpha[i];
        }
        return means;
    }
}
