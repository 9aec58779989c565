package dev.retune.strategy.gp;

import dev.retune.numerics.Cholesky;
import dev.retune.numerics.LbfgsB;
import dev.retune.numerics.Rows;

import java.util.Arrays;
import java.util.Optional;

/**
 * −log p(y | θ) − log p(θ) and its gradient (Rasmussen and Williams 2006, equations 5.8 and 5.9): with K the kernel matrix with its
 * noise, α = K⁻¹y and A = K⁻¹ − ααᵀ, the derivative by one θ is ½ tr(A ∂K/∂θ).
 *
 * <p>All derivatives but two go through r²: with B = A ∘ (−2 ∂k/∂r²), that by ln ℓ is Σᵢ﹥ₘ B(zᵢ − zₘ)² over the group's columns z,
 * and that by the scaled coordinate zₘ itself, which the warp moves, is Σᵢ B(zᵢ − zₘ). With t the scaled values of a trend, that by
 * ln v is ½ tᵀAt, and that by tₘ is (At)ₘ.
 */
final class MarginalLikelihood implements LbfgsB.Function {

    private final Features features;
    private final Warp.Axis[] axes; // by column
    private final double[] y;
    private final double[] noise;
    private final boolean[] warped;

    /**
     * @param rows n points by {@link Features}
     * @param y n targets
     * @param noise n variances that are known beside the noise that is learnt
     */
    MarginalLikelihood(Features features, double[][] rows, double[] y, double[] noise) {
        this.features = features;
        this.y = y;
        this.noise = noise;
        axes = new Warp.Axis[features.columns()];
        for (int c = 0; c < axes.length; c++) {
            axes[c] = new Warp.Axis(column(rows, c));
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
        double[][] near = new double[n][];
        double[][] slopes = new double[n][];
        for (int i = 0; i < n; i++) {
            Kernel.Covariances row = kernel.covariances(z, Kernel.point(z, i), i + 1);
            lower[i] = row.k();
            near[i] = row.near();
            slopes[i] = row.slope();
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
        double value = 0.5 * factor.logDeterminant() + 0.5 * n * Math.log(2 * Math.PI);
        for (int i = 0; i < n; i++) {
            value += 0.5 * alpha[i] * y[i];
        }
        double[][] a = factor.inverse();
        double bySignal = 0;
        double byNoise = 0;
        for (int i = 0; i < n; i++) {
            double[] row = a[i];
            double[] k = near[i];
            for (int m = 0; m <= i; m++) {
                row[m] -= alpha[i] * alpha[m];
            }
            for (int m = 0; m < i; m++) {
                bySignal += row[m] * k[m];
            }
            bySignal += 0.5 * row[i] * kernel.hyper().signal();
            byNoise += 0.5 * row[i] * kernel.hyper().noise();
        }
        gradient[Hyperparameters.indexOfSignal(count)] = bySignal;
        gradient[Hyperparameters.indexOfSignal(count) + 1] = byNoise;
        double[][] whole = symmetric(a);
        double[][] pulls = byTrends(kernel, whole, z, gradient);
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < i; m++) {
                a[i][m] *= slopes[i][m];
            }
        }
        double[][] b = symmetric(a);
        for (int c = 0; c < kernel.columns(); c++) {
            int g = kernel.groupOf(c);
            gradient[g] += byLength(b, z[c]);
            if (warped[g]) {
                double[] pull = pulls[c];
                addByCoordinate(b, z[c], pull);
                int indexOfA = Hyperparameters.indexOfA(count, g);
                double scale = kernel.inverseLength(c);
                for (int i = 0; i < n; i++) {
                    gradient[indexOfA] += pull[i] * (scale * bent[c].byLogA(i));
                    gradient[indexOfA + 1] += pull[i] * (scale * bent[c].byLogB(i));
                }
            }
        }
        return value + Hyperparameters.penalty(count, theta, gradient);
    }

    /** Adds the derivatives by ln v to the gradient. @return those by the scaled coordinates, so far as these move trends */
    private static double[][] byTrends(Kernel kernel, double[][] a, double[][] z, double[] gradient) {
        int n = a.length;
        int count = kernel.hyper().groups();
        double[][] pulls = new double[kernel.columns()][n];
        for (int t = 0; t < kernel.trends().size(); t++) {
            int c = kernel.trends().get(t).column();
            double[] values = z[kernel.columns() + t];
            double[] pull = Rows.product(a, values);
            for (int i = 0; i < n; i++) {
                pulls[c][i] += pull[i] * kernel.trendSlope(t, z[c][i]);
            }
            gradient[Hyperparameters.indexOfTrend(count, kernel.groupOf(c))] += 0.5 * Rows.dot(values, pull, n);
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

    private static double byLength(double[][] b, double[] z) {
        double[] sums = new double[z.length]; // by m, as the JIT vectorises stores along an array, but no sums
        for (int i = 1; i < z.length; i++) {
            double[] row = b[i];
            double x = z[i];
            for (int m = 0; m < i; m++) {
                double difference = x - z[m];
                sums[m] += row[m] * difference * difference;
            }
        }
        return Arrays.stream(sums).sum();
    }

    private static void addByCoordinate(double[][] b, double[] z, double[] pull) {
        for (int i = 0; i < z.length; i++) {
            double[] row = b[i];
            double x = z[i];
            for (int m = 0; m < z.length; m++) {
                pull[m] += row[m] * (x - z[m]);
            }
        }
    }
}
