package dev.retune.learner.smile;

import smile.math.BFGS;
import smile.math.DifferentiableMultivariateFunction;

/** Smile's L-BFGS. */
public final class Lbfgs {

    private static final int MEMORY = 10;

    private Lbfgs() {}

    /**
     * Where a function is smallest, from 0.
     *
     * @param size how many variables it has
     * @param tolerance of the largest derivative, at which the search ends
     * @param seed of Smile's randomness
     */
    public static double[] minimize(
            SmoothFunction function, int size, double tolerance, int mostIterations, long seed) {
        return DeterministicSmile.run(seed, () -> {
            double[] at = new double[size];
            BFGS.minimize(new Adapter(function), MEMORY, at, tolerance, mostIterations);
            return at;
        });
    }

    private record Adapter(SmoothFunction function) implements DifferentiableMultivariateFunction {

        @Override
        public double f(double[] at) {
            return function.value(at, new double[at.length]);
        }

        @Override
        public double g(double[] at, double[] gradient) {
            return function.value(at, gradient);
        }
    }
}
