package dev.retune.strategy.evolution;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * The covariance matrix adaptation evolution strategy, without bounds or restarts: a normal distribution N(m, σ²C) that
 * learns from the order of its samples. Hansen (2016), "The CMA evolution strategy: a tutorial", arXiv 1604.00772, with
 * the default parameters of its table 1 and with negative weights; symbols and equation numbers are the tutorial's. Not
 * thread-safe.
 */
final class Cma {

    private static final double ALPHA_COV = 2;

    private final int n;
    private final int lambda;
    private final double[] w; // recombination weights, λ of them, the later ones negative
    private final double muEff;
    private final double cSigma;
    private final double dSigma;
    private final double cC;
    private final double c1;
    private final double cMu;
    private final double expectedLength; // E‖N(0, I)‖

    private final double[] m;
    private double sigma;
    private final double[] pSigma;
    private final double[] pC;
    private final double[][] covariance; // C = B D² Bᵀ
    private double[][] b;
    private final double[] d;
    private int generation;

    /**
     * @param mean the initial mean; at least one coordinate
     * @param sigma the initial standard deviation of each coordinate
     * @param lambda the population size, at least 2
     */
    Cma(double[] mean, double sigma, int lambda) {
        this.n = mean.length;
        this.lambda = lambda;
        this.m = mean.clone();
        this.sigma = sigma;

        double[] raw = new double[lambda];
        Arrays.setAll(raw, i -> Math.log((lambda + 1) / 2.0) - Math.log(i + 1)); // (49)
        int mu = lambda / 2;
        muEff = effective(raw, 0, mu);
        double muEffMinus = effective(raw, mu, lambda);
        cSigma = (muEff + 2) / (n + muEff + 5); // (55)
        dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
        cC = (4 + muEff / n) / (n + 4 + 2 * muEff / n); // (56)
        c1 = ALPHA_COV / ((n + 1.3) * (n + 1.3) + muEff); // (57)
        cMu = Math.min( // (58)
                1 - c1, ALPHA_COV * (0.25 + muEff + 1 / muEff - 2) / ((n + 2.0) * (n + 2) + ALPHA_COV * muEff / 2));
        double alphaMinus = Math.min( // (50), (51), (52)
                1 + c1 / cMu, Math.min(1 + 2 * muEffMinus / (muEff + 2), (1 - c1 - cMu) / (n * cMu)));
        double positive = DoubleStream.of(raw).filter(v -> v > 0).sum();
        double negative = -DoubleStream.of(raw).filter(v -> v < 0).sum();
        w = DoubleStream.of(raw) // (53)
                .map(v -> v >= 0 ? v / positive : alphaMinus * v / negative)
                .toArray();

        expectedLength = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
        pSigma = new double[n];
        pC = new double[n];
        covariance = identity(n);
        b = identity(n);
        d = new double[n];
        Arrays.fill(d, 1);
    }

    /** (Σw)² / Σw², the variance effective selection mass. */
    private static double effective(double[] weights, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        return sum * sum / squares;
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    int lambda() {
        return lambda;
    }

    /** The weights of the better half: positive, descending, with the sum 1. */
    double[] positiveWeights() {
        return Arrays.copyOf(w, lambda / 2);
    }

    /** The mean, which may be changed. */
    double[] mean() {
        return m;
    }

    double sigma() {
        return sigma;
    }

    /** The standard deviation of coordinate j. */
    double deviation(int j) {
        return sigma * Math.sqrt(covariance[j][j]);
    }

    /** The ratio of the longest to the shortest axis of the distribution. */
    double axisRatio() {
        return DoubleStream.of(d).max().orElse(1) / DoubleStream.of(d).min().orElse(1);
    }

    /** Limits the standard deviations. */
    void limit(double deviation) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, deviation(j));
        }
        if (largest > deviation) {
            sigma *= deviation / largest;
        }
    }

    /** A sample m + σ B D z. (38), (39), (40) */
    double[] sample(RandomGenerator random) {
        double[] dz = new double[n];
        for (int k = 0; k < n; k++) {
            dz[k] = d[k] * random.nextGaussian();
        }
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            double y = 0;
            for (int k = 0; k < n; k++) {
                y += b[j][k] * dz[k];
            }
            x[j] = m[j] + sigma * y;
        }
        return x;
    }

    /**
     * Learns from a generation.
     *
     * @param best λ points, the best first. They need not be samples of this distribution: one that is too far away is
     *     moved closer, in its direction (Hansen 2011, "Injecting external solutions into CMA-ES", section 2.1)
     */
    void update(List<double[]> best) {
        double[][] y = new double[lambda][];
        double[] lengths = new double[lambda]; // ‖C^(-1/2) y‖
        double farthest = Math.sqrt(n) + 2.0 * n / (n + 2);
        for (int i = 0; i < lambda; i++) {
            double[] step = new double[n];
            for (int j = 0; j < n; j++) {
                step[j] = (best.get(i)[j] - m[j]) / sigma;
            }
            double length = norm(whiten(step));
            if (length > farthest) {
                for (int j = 0; j < n; j++) {
                    step[j] *= farthest / length;
                }
                length = farthest;
            }
            y[i] = step;
            lengths[i] = length;
        }
        double[] yw = new double[n]; // (41)
        for (int i = 0; i < lambda / 2; i++) {
            for (int j = 0; j < n; j++) {
                yw[j] += w[i] * y[i][j];
            }
        }
        for (int j = 0; j < n; j++) {
            m[j] += sigma * yw[j]; // (42)
        }

        double[] white = whiten(yw);
        for (int j = 0; j < n; j++) {
            pSigma[j] = (1 - cSigma) * pSigma[j] + Math.sqrt(cSigma * (2 - cSigma) * muEff) * white[j]; // (43)
        }
        double length = norm(pSigma);
        sigma *= Math.exp(Math.min(1, cSigma / dSigma * (length / expectedLength - 1))); // (44)

        generation++;
        double settled = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * generation));
        double h = length / settled < (1.4 + 2.0 / (n + 1)) * expectedLength ? 1 : 0;
        for (int j = 0; j < n; j++) {
            pC[j] = (1 - cC) * pC[j] + h * Math.sqrt(cC * (2 - cC) * muEff) * yw[j]; // (45)
        }
        double[] wo = new double[lambda]; // (46)
        for (int i = 0; i < lambda; i++) {
            wo[i] = w[i] >= 0 ? w[i] : w[i] * n / Math.max(lengths[i] * lengths[i], 1e-12);
        }
        double kept =
                1 + c1 * (1 - h) * cC * (2 - cC) - c1 - cMu * DoubleStream.of(w).sum();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double rankMu = 0;
                for (int i = 0; i < lambda; i++) {
                    rankMu += wo[i] * y[i][j] * y[i][k];
                }
                covariance[j][k] = kept * covariance[j][k] + c1 * pC[j] * pC[k] + cMu * rankMu; // (47)
                covariance[k][j] = covariance[j][k];
            }
        }
        decompose();
    }

    /** C^(-1/2) v = B D⁻¹ Bᵀ v. */
    private double[] whiten(double[] v) {
        double[] white = new double[n];
        for (int k = 0; k < n; k++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += b[j][k] * v[j];
            }
            along /= d[k];
            for (int j = 0; j < n; j++) {
                white[j] += b[j][k] * along;
            }
        }
        return white;
    }

    private static double norm(double[] v) {
        double squares = 0;
        for (double x : v) {
            squares += x * x;
        }
        return Math.sqrt(squares);
    }

    private void decompose() {
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
        b = eigen.getV().getData();
        double[] values = eigen.getRealEigenvalues();
        double largest = DoubleStream.of(values).max().orElse(1);
        for (int k = 0; k < n; k++) {
            d[k] = Math.sqrt(Math.max(values[k], 1e-20 * largest)); // rounding may leave an eigenvalue below 0
        }
    }
}
