package dev.retune.strategy.gp;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The hyperparameters θ of the kernel, all as logarithms: a length scale ℓ for each group of columns; the exponents a
 * and b of the Kumaraswamy warp of each group; the signal's variance σ²; the noise's variance τ²; the variance v of the
 * coefficients of the {@link Trend}s of each group.
 *
 * <p>θ has a normal prior, so that few observations do not determine it. A priori, length scales grow with the square
 * root of the dimension D, like the distance between random points (Hvarfner et al. 2024, arXiv 2402.02229), but are
 * shorter than in that paper; most axes need little warping; targets have variance 1, most of it signal; the total
 * variance of the trends does not grow with the number of parameters, and single trends may have almost none.
 *
 * @param groups D, the number of groups
 * @param theta 4D + 2 numbers: ln ℓ by group; ln a and ln b by group; ln σ²; ln τ²; ln v by group
 */
@SuppressWarnings("ArrayRecordComponent")
record Hyperparameters(int groups, double[] theta) {

    private static final double LENGTH_CENTER = -1; // ln ℓ/√D
    private static final double LENGTH_SPREAD = 0.7;
    private static final double WARP_SPREAD = 0.35;
    private static final double SIGNAL_SPREAD = 1;
    private static final double NOISE_CENTER = -6;
    private static final double NOISE_SPREAD = 2;

    private static final double TREND_CENTER = -1; // ln v·D
    private static final double TREND_SPREAD = 1.5;

    private static final double SHORTEST = 0.02;
    private static final double LONGEST = 200;
    private static final double LARGEST_WARP = 1.6;
    private static final double SMALLEST_SIGNAL = 0.05;
    private static final double LARGEST_SIGNAL = 20;
    private static final double SMALLEST_TREND = 1e-6;
    private static final double SMALLEST_NOISE = 1e-6;
    private static final double LARGEST_NOISE = 2;

    /** The mode of the prior. */
    static Hyperparameters prior(int groups) {
        double[] theta = new double[4 * groups + 2];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = center(groups, i);
        }
        return new Hyperparameters(groups, theta);
    }

    double length(int group) {
        return Math.exp(theta[group]);
    }

    double a(int group) {
        return Math.exp(theta[indexOfA(groups, group)]);
    }

    double b(int group) {
        return Math.exp(theta[indexOfA(groups, group) + 1]);
    }

    double signal() {
        return Math.exp(theta[indexOfSignal(groups)]);
    }

    double noise() {
        return Math.exp(theta[indexOfSignal(groups) + 1]);
    }

    double trend(int group) {
        return Math.exp(theta[indexOfTrend(groups, group)]);
    }

    /** The index in θ of ln a of a group; ln b follows. */
    static int indexOfA(int groups, int group) {
        return groups + 2 * group;
    }

    /** The index in θ of ln σ²; ln τ² follows. */
    static int indexOfSignal(int groups) {
        return 3 * groups;
    }

    /** The index in θ of ln v of a group. */
    static int indexOfTrend(int groups, int group) {
        return 3 * groups + 2 + group;
    }

    /**
     * The box that θ is searched in: lower and upper bounds.
     *
     * @param warped which groups may be warped
     */
    static double[][] bounds(boolean[] warped) {
        int groups = warped.length;
        double[] low = new double[4 * groups + 2];
        double[] high = new double[4 * groups + 2];
        Arrays.fill(low, 0, groups, Math.log(SHORTEST));
        Arrays.fill(high, 0, groups, Math.log(LONGEST));
        for (int g = 0; g < groups; g++) {
            double limit = warped[g] ? LARGEST_WARP : 0;
            Arrays.fill(low, indexOfA(groups, g), indexOfA(groups, g) + 2, -limit);
            Arrays.fill(high, indexOfA(groups, g), indexOfA(groups, g) + 2, limit);
        }
        int signal = indexOfSignal(groups);
        low[signal] = Math.log(SMALLEST_SIGNAL);
        high[signal] = Math.log(LARGEST_SIGNAL);
        low[signal + 1] = Math.log(SMALLEST_NOISE);
        high[signal + 1] = Math.log(LARGEST_NOISE);
        Arrays.fill(low, indexOfTrend(groups, 0), low.length, Math.log(SMALLEST_TREND));
        Arrays.fill(high, indexOfTrend(groups, 0), high.length, Math.log(LARGEST_SIGNAL));
        return new double[][] {low, high};
    }

    /** The standard deviations of the prior of θ, in which units it is sought. */
    static double[] spreads(int groups) {
        return IntStream.range(0, 4 * groups + 2)
                .mapToDouble(i -> spread(groups, i))
                .toArray();
    }

    /** −log prior density at θ, up to a constant; its gradient is added to the one given. */
    static double penalty(int groups, double[] theta, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            double z = (theta[i] - center(groups, i)) / spread(groups, i);
            sum += 0.5 * z * z;
            gradient[i] += z / spread(groups, i);
        }
        return sum;
    }

    private static double center(int groups, int i) {
        if (i < groups) {
            return LENGTH_CENTER + 0.5 * Math.log(groups);
        }
        if (i >= indexOfTrend(groups, 0)) {
            return TREND_CENTER - Math.log(groups);
        }
        return i == indexOfSignal(groups) + 1 ? NOISE_CENTER : 0;
    }

    private static double spread(int groups, int i) {
        if (i < groups) {
            return LENGTH_SPREAD;
        }
        if (i < indexOfSignal(groups)) {
            return WARP_SPREAD;
        }
        if (i >= indexOfTrend(groups, 0)) {
            return TREND_SPREAD;
        }
        return i == indexOfSignal(groups) ? SIGNAL_SPREAD : NOISE_SPREAD;
    }
}
