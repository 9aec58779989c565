package dev.retune.strategy;

import dev.retune.numerics.Normal;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Where on the unit interval of one parameter the optimum is believed to lie: a density relative to the uniform one, which
 * keeps a share of it, so that nothing is ruled out.
 */
sealed interface Belief {

    /** The uniform distribution's share. */
    double DOUBT = 0.1;

    /** The density of the belief proper, without its doubt. */
    double certain(double u);

    /** The derivative of {@link #certain}. */
    double certainSlope(double u);

    /** A draw from the belief proper. */
    double drawCertain(RandomGenerator random);

    /** The most likely position; where many are equally likely, one that is drawn. */
    double mode(RandomGenerator random);

    /** log r(u), r = (1 − DOUBT) b + DOUBT. */
    default double log(double u) {
        return Math.log((1 - DOUBT) * certain(u) + DOUBT);
    }

    /** d log r / du. */
    default double slope(double u) {
        return (1 - DOUBT) * certainSlope(u) / ((1 - DOUBT) * certain(u) + DOUBT);
    }

    /** A draw from r. */
    default double draw(RandomGenerator random) {
        return random.nextDouble() < DOUBT ? random.nextDouble() : drawCertain(random);
    }

    /** Nothing is known. */
    record Nothing() implements Belief {

        @Override
        public double certain(double u) {
            return 1;
        }

        @Override
        public double certainSlope(double u) {
            return 0;
        }

        @Override
        public double drawCertain(RandomGenerator random) {
            return random.nextDouble();
        }

        @Override
        public double log(double u) {
            return 0;
        }

        @Override
        public double slope(double u) {
            return 0;
        }

        @Override
        public double draw(RandomGenerator random) {
            return random.nextDouble();
        }

        @Override
        public double mode(RandomGenerator random) {
            return random.nextDouble();
        }
    }

    /**
     * A normal distribution truncated to the unit interval.
     *
     * @param c its centre
     * @param s its standard deviation before that
     * @param below the mass that this cuts off below 0
     * @param mass what it leaves
     */
    record Around(double c, double s, double below, double mass) implements Belief {

        static Around of(double c, double s) {
            double below = Normal.cumulative(-c / s);
            return new Around(c, s, below, Normal.cumulative((1 - c) / s) - below);
        }

        @Override
        public double certain(double u) {
            return Normal.density((u - c) / s) / (s * mass);
        }

        @Override
        public double certainSlope(double u) {
            return -certain(u) * (u - c) / (s * s);
        }

        @Override
        public double drawCertain(RandomGenerator random) {
            double z = Normal.inverse(below + mass * random.nextDouble());
            return Math.min(Math.max(c + s * z, 0), 1);
        }

        @Override
        public double mode(RandomGenerator random) {
            return c;
        }
    }

    /** One probability a choice, each of which owns an equal interval. */
    @SuppressWarnings("ArrayRecordComponent")
    record Weighted(double[] probabilities) implements Belief {

        @Override
        public double certain(double u) {
            int n = probabilities.length;
            return n * probabilities[Math.min((int) (u * n), n - 1)];
        }

        @Override
        public double certainSlope(double u) {
            return 0;
        }

        @Override
        public double drawCertain(RandomGenerator random) {
            double left = random.nextDouble();
            int i = 0;
            while (i < probabilities.length - 1 && left >= probabilities[i]) {
                left -= probabilities[i++];
            }
            return middle(i);
        }

        @Override
        public double mode(RandomGenerator random) {
            double most = Arrays.stream(probabilities).max().orElseThrow();
            int i = random.nextInt(probabilities.length);
            while (probabilities[i] < most) {
                i = (i + 1) % probabilities.length;
            }
            return middle(i);
        }

        private double middle(int i) {
            return (i + 0.5) / probabilities.length;
        }
    }
}
