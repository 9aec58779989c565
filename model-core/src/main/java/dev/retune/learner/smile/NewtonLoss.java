package dev.retune.learner.smile;

import smile.base.cart.Loss;

/**
 * Makes Smile's regression tree fit residuals; the value of a leaf is Σ c r / Σ c h, for rows of weight c.
 *
 * @param residuals r, one a row
 * @param curvatures h, one a row
 */
record NewtonLoss(double[] residuals, double[] curvatures) implements Loss {

    private static final double FLAT = 1e-150;

    @Override
    public double output(int[] rows, int[] counts) {
        double numerator = 0;
        double denominator = 0;
        for (int i : rows) {
            numerator += counts[i] * residuals[i];
            denominator += counts[i] * curvatures[i];
        }
        return denominator < FLAT ? 0 : numerator / denominator;
    }

    @Override
    public double[] response() {
        return residuals;
    }

    @Override
    public double intercept(double[] y) {
        throw new IllegalStateException("only trees are grown with this loss");
    }

    @Override
    public double[] residual() {
        throw new IllegalStateException("only trees are grown with this loss");
    }

    /** Anything but {@code LeastSquares}, by which a tree knows that a leaf's output is no mean. */
    @Override
    public String toString() {
        return "Newton";
    }
}
