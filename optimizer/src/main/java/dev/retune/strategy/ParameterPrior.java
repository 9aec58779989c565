package dev.retune.strategy;

import dev.retune.internal.numerics.Normal;
import dev.retune.internal.numerics.UnitInterval;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The prior of the optimum's position on the unit interval of one parameter: a density r relative to the uniform one.
 */
sealed interface ParameterPrior {

    /** log r(u). */
    double log(double u);

    /** d log r / du. */
    double slope(double u);

    double draw(RandomGenerator random);

    /** The most likely position; where many are equally likely, one that is drawn. */
    double mode(RandomGenerator random);

    /** The uniform density. */
    record Uniform() implements ParameterPrior {

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
            return draw(random);
        }
    }

    /**
     * A density b mixed with the uniform one, so that no value is ruled out: r = (1 − UNIFORM_SHARE) b + UNIFORM_SHARE.
     */
    record Mixed(Density b) implements ParameterPrior {

        private static final double UNIFORM_SHARE = 0.1;

        private double density(double u) {
            return (1 - UNIFORM_SHARE) * b.density(u) + UNIFORM_SHARE;
        }

        @Override
        public double log(double u) {
            return Math.log(density(u));
        }

        @Override
        public double slope(double u) {
            return (1 - UNIFORM_SHARE) * b.slope(u) / density(u);
        }

        @Override
        public double draw(RandomGenerator random) {
            return random.nextDouble() < UNIFORM_SHARE ? random.nextDouble() : b.draw(random);
        }

        @Override
        public double mode(RandomGenerator random) {
            return b.mode(random);
        }
    }

    /** A density b on the unit interval. */
    sealed interface Density {

        double density(double u);

        /** db/du */
        double slope(double u);

        double draw(RandomGenerator random);

        /** The most likely position; where many are equally likely, one that is drawn. */
        double mode(RandomGenerator random);
    }

    /**
     * A normal distribution truncated to the unit interval.
     *
     * @param c its centre
     * @param s its standard deviation before truncation
     * @param below the mass that is cut off below 0
     * @param mass the remaining mass
     */
    record TruncatedGaussian(double c, double s, double below, double mass) implements Density {

        static TruncatedGaussian of(double c, double s) {
            double below = Normal.cumulative(-c / s);
            return new TruncatedGaussian(c, s, below, Normal.cumulative((1 - c) / s) - below);
        }

        @Override
        public double density(double u) {
            return Normal.density((u - c) / s) / (s * mass);
        }

        @Override
        public double slope(double u) {
            return -density(u) * (u - c) / (s * s);
        }

        @Override
        public double draw(RandomGenerator random) {
            double z = Normal.inverse(below + mass * random.nextDouble());
            return UnitInterval.clamp(c + s * z);
        }

        @Override
        public double mode(RandomGenerator random) {
            return c;
        }
    }

    /** One probability per choice; choices cover intervals of equal length. */
    @SuppressWarnings("ArrayRecordComponent")
    record Categorical(double[] probabilities) implements Density {

        @Override
        public double density(double u) {
            int n = probabilities.length;
            return n * probabilities[Math.min((int) (u * n), n - 1)];
        }

        @Override
        public double slope(double u) {
            return 0;
        }

        @Override
        public double draw(RandomGenerator random) {
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
