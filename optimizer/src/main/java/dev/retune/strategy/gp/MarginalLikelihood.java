package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Cholesky;
import dev.retune.internal.numerics.LbfgsB;
import dev.retune.internal.numerics.Rows;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * −log p(y | θ) − log p(θ) and its gradient (Rasmussen and Williams 2006, equations 5.8 and 5.9): with K the kernel
 * matrix with its noise, α = K⁻¹y and A = K⁻¹ − ααᵀ, the derivative by one θ is ½ tr(A ∂K/∂θ).
 *
 * <p>Most derivatives go through r²: with B = A ∘ (−2 ∂k/∂r²), that by the scaled coordinate zₘ, which the warp moves,
 * is pₘ = Σᵢ B(zᵢ − zₘ) = (Bz)ₘ − zₘ(B1)ₘ, and that by ln ℓ is Σᵢ﹥ₘ B(zᵢ − zₘ)² = −zᵀp, over the group's columns z.
 * With t the scaled values of a trend, that by ln v is ½ tᵀAt, and that by tₘ is (At)ₘ. That by ln σ² is the rest of ½
 * tr(AK) = ½(n − αᵀy) after these and the noise.
 */
final class MarginalLikelihood implements LbfgsB.Function {

    private final Features features;
    private final Warp.WarpedAxis[] axes; // by column
    private final double[] y;
    private final double[] noise;
    private final boolean[] warped;

    /**
     * @param rows n points by {@link Features}
     * @param y n targets
     * @param noise n known variances, in addition to the estimated noise
     */
    MarginalLikelihood(Features features, double[][] rows, double[] y, double[] noise) {
        this.features = features;
        this.y = y;
        this.noise = noise;
        axes = new Warp.WarpedAxis[features.columns()];
        for (int c = 0; c < axes.length; c++) {
            axes[c] = new Warp.WarpedAxis(column(rows, c));
        }
        warped = new boolean[features.groups().size()];
        for (int g = 0; g < warped.length; g++) {
            warped[g] = features.isWarped(g);
        }
    }

    private static double[] column(double[][] rows, int c) {
        return Arrays.stream(rows).mapToDouble(row -> row[c]).toArray();
    }

    /** The box of θ: lower and upper bounds. */
    double[][] bounds() {
        return Hyperparameters.bounds(warped);
    }

    /** {@inheritDoc} Infinite where K is not positive definite. */
    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
        int n = y.length;
        int count = warped.length;
        Kernel kernel = new Kernel(features, new Hyperparameters(count, theta));
        Warp.Bent[] bent = new Warp.Bent[axes.length];
        for (int c = 0; c < axes.length; c++) {
            bent[c] = warped[kernel.groupOf(c)] ? axes[c].bent(kernel.warp(c)) : axes[c].straight();
        }
        double[][] z =
                kernel.scaledColumns(Arrays.stream(bent).map(Warp.Bent::values).toArray(double[][]::new));
        double[][] lower = new double[n][];
        double[][] slopes = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
            slopes[i] = new double[i + 1];
            kernel.covariances(z, Kernel.point(z, i), i + 1, lower[i], slopes[i]);
            lower[i][i] += kernel.hyper().noise() + noise[i];
        }
        Arrays.fill(gradient, 0);
        Optional<Cholesky> factored = Cholesky.of(lower);
        if (factored.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Cholesky factor = factored.get();
        double[] alpha = y.clone();
        factor.solve(alpha);
        double fit = Rows.dot(alpha, y, n);
        double value = 0.5 * factor.logDeterminant() + 0.5 * n * Math.log(2 * Math.PI) + 0.5 * fit;
        double[][] a = factor.inverse();
        double byNoise = 0;
        double byKnownNoise = 0;
        for (int i = 0; i < n; i++) {
            Rows.subtract(a[i], alpha[i], alpha, 0, i + 1);
            byNoise += 0.5 * a[i][i] * kernel.hyper().noise();
            byKnownNoise += 0.5 * a[i][i] * noise[i];
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[][] at = Rows.product(slice(z, kernel.columns(), z.length, ones), symmetric(a));
        double[][] pulls = byTrends(kernel, at, z, gradient);
        double byMean = 0.5 * Kernel.MEAN_VARIANCE * Rows.dot(ones, at[at.length - 1], n);
        double byTrends = IntStream.range(0, count)
                .mapToDouble(g -> gradient[Hyperparameters.indexOfTrend(count, g)])
                .sum();
        gradient[Hyperparameters.indexOfSignal(count)] = 0.5 * (n - fit) - byNoise - byKnownNoise - byMean - byTrends;
        gradient[Hyperparameters.indexOfSignal(count) + 1] = byNoise;
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < i; m++) {
                a[i][m] *= slopes[i][m];
            }
            a[i][i] = 0; // B's diagonal, which cancels out
        }
        double[][] bz = Rows.product(slice(z, 0, kernel.columns(), ones), symmetric(a));
        double[] sums = bz[kernel.columns()];
        for (int c = 0; c < kernel.columns(); c++) {
            int g = kernel.groupOf(c);
            double[] pull = bz[c];
            for (int i = 0; i < n; i++) {
                pull[i] -= sums[i] * z[c][i];
            }
            gradient[g] -= Rows.dot(z[c], pull, n);
            if (warped[g]) {
                int indexOfA = Hyperparameters.indexOfA(count, g);
                double scale = kernel.inverseLength(c);
                Rows.subtract(pull, -1, pulls[c], 0, n);
                gradient[indexOfA] = scale * Rows.dot(pull, bent[c].byLogA(), n);
                gradient[indexOfA + 1] = scale * Rows.dot(pull, bent[c].byLogB(), n);
            }
        }
        return value + Hyperparameters.penalty(count, theta, gradient);
    }

    /** Some of the rows, and one more. */
    private static double[][] slice(double[][] rows, int from, int to, double[] last) {
        double[][] slice = Arrays.copyOfRange(rows, from, to + 1);
        slice[to - from] = last;
        return slice;
    }

    /**
     * Adds the derivatives by ln v to the gradient. @return those by the scaled coordinates, so far as these move
     * trends
     */
    private static double[][] byTrends(Kernel kernel, double[][] at, double[][] z, double[] gradient) {
        int n = z[0].length;
        int count = kernel.hyper().groups();
        double[][] pulls = new double[kernel.columns()][n];
        for (int t = 0; t < kernel.trends().size(); t++) {
            Trend trend = kernel.trends().get(t);
            int c = trend.column();
            for (int i = 0; i < n; i++) {
                double slope = kernel.trendSlope(t, z[c][i]);
                if (trend.fades()) {
                    int r = trend.fading();
                    pulls[r][i] += at[t][i] * kernel.fadingSlope(t, z[c][i]);
                    slope *= kernel.left(t, z[r][i]);
                }
                pulls[c][i] += at[t][i] * slope;
            }
            gradient[Hyperparameters.indexOfTrend(count, kernel.groupOf(c))] +=
                    0.5 * Rows.dot(z[kernel.columns() + t], at[t], n);
        }
        return pulls;
    }

    /** Both triangles of a matrix of which the lower one is given. */
    private static double[][] symmetric(double[][] lower) {
        int n = lower.length;
        double[][] b = new double[n][];
        for (int i = 0; i < n; i++) {
            b[i] = Arrays.copyOf(lower[i], n);
        }
        for (int i = 0; i < n; i++) {
            for (int m = i + 1; m < n; m++) {
                b[i][m] = b[m][i];
            }
        }
        return b;
    }
}
