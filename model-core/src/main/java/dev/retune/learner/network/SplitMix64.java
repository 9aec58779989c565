package dev.retune.learner.network;

/**
 * Pseudo-random numbers: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure
 * 14. Our own because its numbers must stay the same on every Java version, for a run to repeat.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private SplitMix64(long state) {
        this.state = state;
    }

    /** The generator that belongs to a seed and a place in the run, such as (seed, purpose, epoch, mini-batch). */
    static SplitMix64 of(long seed, long... place) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (long part : place) {
            state = mix(state + GOLDEN_GAMMA * (part + 1));
        }
        return new SplitMix64(state);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform on 0, ..., 2²⁴ - 1. */
    int next24Bits() {
        return (int) (nextLong() >>> 40);
    }

    /** Uniform on [0, 1), a multiple of 2⁻²⁴. */
    float nextFloat() {
        return next24Bits() * 0x1p-24f;
    }

    /** Uniform on 0, ..., bound - 1 but for a bias below bound / 2⁶³. */
    int nextInt(int bound) {
        return (int) ((nextLong() >>> 1) % bound);
    }

    /** A random order of 0, ..., n - 1 (Fisher and Yates). */
    int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
