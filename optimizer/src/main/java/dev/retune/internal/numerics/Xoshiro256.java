package dev.retune.internal.numerics;

import java.util.random.RandomGenerator;

/**
 * xoshiro256++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), with every derived draw
 * written out: the defaults of {@link RandomGenerator} may change from one JDK to the next. Not thread-safe.
 */
final class Xoshiro256 implements RandomGenerator {

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    Xoshiro256(long seed) {
        s0 = Randomness.mix(seed, 0);
        s1 = Randomness.mix(seed, 1);
        s2 = Randomness.mix(seed, 2);
        s3 = Randomness.mix(seed, 3);
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /** Lemire (2019), "Fast random integer generation in an interval": unbiased, seldom a second draw. */
    @Override
    public int nextInt(int bound) {
        requireBound(bound > 0, 0, bound);
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            long threshold = (1L << 32) % bound;
            while ((product & 0xffffffffL) < threshold) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    @Override
    public int nextInt(int origin, int bound) {
        requireBound(origin < bound, origin, bound);
        return (int) (origin + nextLong((long) bound - origin));
    }

    @Override
    public long nextLong(long bound) {
        requireBound(bound > 0, 0, bound);
        long bits = nextLong() >>> 1;
        long result = bits % bound;
        while (bits - result + (bound - 1) < 0) { // in the last, incomplete run of residues
            bits = nextLong() >>> 1;
            result = bits % bound;
        }
        return result;
    }

    @Override
    public long nextLong(long origin, long bound) {
        requireBound(origin < bound, origin, bound);
        long range = bound - origin;
        if (range > 0) {
            return origin + nextLong(range);
        }
        long result = nextLong(); // the range takes at least half of all longs
        while (result < origin || result >= bound) {
            result = nextLong();
        }
        return result;
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public double nextDouble() {
        return Randomness.unit(nextLong());
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        requireBound(origin < bound && Double.isFinite(bound - origin), origin, bound);
        double result = origin + nextDouble() * (bound - origin);
        return result < bound ? result : Math.nextDown(bound);
    }

    /** By inversion, so that one uniform draw gives one Gaussian, whatever the JDK. */
    @Override
    public double nextGaussian() {
        return Normal.inverse(Randomness.unit(nextLong()) + 0x1p-54);
    }

    @Override
    public double nextGaussian(double mean, double stddev) {
        if (!(stddev >= 0)) {
            throw new IllegalArgumentException("Standard deviation " + stddev + " is below 0");
        }
        return mean + stddev * nextGaussian();
    }

    @Override
    public double nextExponential() {
        return -Math.log1p(-nextDouble());
    }

    private static void requireBound(boolean valid, Number origin, Number bound) {
        if (!valid) {
            throw new IllegalArgumentException("Bound " + bound + " needs to be finite and above " + origin);
        }
    }
}
