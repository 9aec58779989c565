package dev.retune.learner.linear;

import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Vectors;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

import java.util.Arrays;

/**
 * Linear regression with a penalty: weights w that make 1/2n Σ c (y - w·x)², for rows of weight c, + λ (ρ Σ |w| + (1 -
 * ρ)/2 Σ w²) small, and an intercept that is not penalized. Smile's needs native libraries.
 */
final class LeastSquares {

    private static final int MOST_PASSES = 10_000;
    private static final double TOLERANCE = 1e-9;

    private final double[] means; // of the columns
    private final double mean; // of the target
    private final double[][] gram; // X'X / n of centred columns
    private final double[] moments; // X'y / n

    /** @param weights of the rows, with mean 1 */
    LeastSquares(double[][] x, double[] y, double[] weights) {
        int n = x.length;
        int p = x[0].length;
        means = new double[p];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                means[j] += weights[i] * x[i][j] / n;
            }
            sum += weights[i] * y[i];
        }
        mean = sum / n;
        gram = new double[p][p];
        moments = new double[p];
        double[] centred = new double[p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                centred[j] = x[i][j] - means[j];
            }
            for (int j = 0; j < p; j++) {
                double part = weights[i] * centred[j] / n;
                for (int k = 0; k <= j; k++) {
                    gram[j][k] += part * centred[k];
                }
                moments[j] += part * (y[i] - mean);
            }
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                gram[k][j] = gram[j][k];
            }
        }
    }

    /** ρ = 0: (X'X/n + λ I) w = X'y/n. */
    LinearPredictor ridge(double lambda) {
        double[][] a = Arrays.stream(gram).map(double[]::clone).toArray(double[][]::new);
        for (int j = 0; j < a.length; j++) {
            a[j][j] += lambda;
        }
        CholeskyDecomposition factor = new CholeskyDecomposition(new Array2DRowRealMatrix(a, false), 1e-10, 0);
        return linear(factor.getSolver().solve(new ArrayRealVector(moments)).toArray());
    }

    /**
     * By coordinate descent (Friedman, Hastie and Tibshirani 2010, section 2): one weight at a time, until none moves.
     */
    LinearPredictor elasticNet(double lambda, double rho) {
        int p = moments.length;
        double[] w = new double[p];
        double[] left = moments.clone(); // X'(y - Xw) / n
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            double largest = 0;
            for (int j = 0; j < p; j++) {
                if (gram[j][j] == 0) {
                    continue; // a constant column
                }
                double z = left[j] + gram[j][j] * w[j];
                double next =
                        Math.signum(z) * Math.max(Math.abs(z) - lambda * rho, 0) / (gram[j][j] + lambda * (1 - rho));
                double step = next - w[j];
                if (step != 0) {
                    w[j] = next;
                    for (int k = 0; k < p; k++) {
                        left[k] -= step * gram[k][j];
                    }
                    largest = Math.max(largest, gram[j][j] * step * step);
                }
            }
            if (largest < TOLERANCE * TOLERANCE) {
                break;
            }
        }
        return linear(w);
    }

    private LinearPredictor linear(double[] w) {
        double[] weights = Arrays.copyOf(w, w.length + 1);
        weights[w.length] = mean - Vectors.dot(w, means);
        return new LinearPredictor(new double[][] {weights}, Link.IDENTITY);
    }
}
