package dev.retune.strategy.tpe;

import dev.retune.internal.numerics.Normal;
import dev.retune.internal.numerics.UnitInterval;

import java.util.random.RandomGenerator;

/** The normal distribution with mean c and standard deviation b, truncated to the unit interval. */
final class GaussianKernel {

    /** The smallest bandwidth. */
    private static final double NARROWEST = 0.01;
    /**
     * The standard deviation of the uniform distribution, and the number of centres as which it counts in a bandwidth.
     */
    private static final double UNIFORM_DEVIATION = Math.sqrt(1 / 12.0);

    private static final double UNIFORM_COUNT = 3;

    /**
     * Φ at -8, -8 + 1/512, ..., 8: linear interpolation has an error below 1e-7, which is negligible for a kernel
     * density.
     */
    private static final double[] TABLE = new double[8193];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            TABLE[i] = Normal.cumulative(-8 + i / 512.0);
        }
    }

    private GaussianKernel() {}

    /** Φ(z). */
    static double cumulative(double z) {
        double place = (z + 8) * 512;
        if (!(place > 0)) {
            return 0;
        }
        if (place >= TABLE.length - 1) {
            return 1;
        }
        int i = (int) place;
        return TABLE[i] + (place - i) * (TABLE[i + 1] - TABLE[i]);
    }

    /** The untruncated distribution's mass on the unit interval. */
    static double mass(double c, double b) {
        return cumulative((1 - c) / b) - cumulative(-c / b);
    }

    /** By inversion. */
    static double draw(double c, double b, RandomGenerator random) {
        double low = Normal.cumulative(-c / b);
        double high = Normal.cumulative((1 - c) / b);
        double z = Normal.inverse(low + (high - low) * random.nextDouble());
        return UnitInterval.clamp(c + b * z);
    }

    /**
     * The bandwidth for some centres: {@code narrowing} times their weighted standard deviation, shrunk towards that of
     * the uniform distribution. So kernels are narrow on an axis on which the centres agree, and wide on an irrelevant
     * one.
     */
    static double bandwidth(double[] centres, double[] weights, double narrowing) {
        double total = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < centres.length; i++) {
            double c = centres[i];
            if (!Double.isNaN(c) && weights[i] > 0) {
                total += weights[i];
                double step = (c - mean) * weights[i] / total;
                squares += weights[i] * (c - mean) * (c - mean - step);
                mean += step;
            }
        }
        double variance = (squares + UNIFORM_COUNT * UNIFORM_DEVIATION * UNIFORM_DEVIATION) / (total + UNIFORM_COUNT);
        return Math.max(narrowing * Math.sqrt(variance), NARROWEST);
    }
}
