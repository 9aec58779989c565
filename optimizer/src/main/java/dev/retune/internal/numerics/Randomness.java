package dev.retune.internal.numerics;

import java.util.random.RandomGenerator;

/**
 * Random generators derived from what they are for, so that a study repeats bit for bit: the same seed, number and
 * component give the same stream, and streams that differ in any of the three are independent for every practical
 * purpose.
 */
public final class Randomness {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Randomness() {}

    /**
     * The generator for one component's share of one numbered thing. Its doubles, longs, bounded integers, Gaussians
     * and exponentials are fixed by this class, not by the JDK, and are the same on every version of it.
     *
     * @param seed a study's seed
     * @param number a trial's number
     * @param component what the randomness is for, such as {@code "tpe"}
     */
    public static RandomGenerator derive(long seed, long number, String component) {
        return new Xoshiro256(mix(mix(seed, number), hash(component)));
    }

    /** Fisher-Yates, in place: every order of the values is equally likely. */
    public static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** Two words into one: each bit of either changes about half of the result's bits, and swapping them matters. */
    static long mix(long a, long b) {
        return finish(finish(a + GOLDEN_GAMMA) + GOLDEN_GAMMA * (b + 1));
    }

    /** The finaliser of splitmix64 (Steele, Lea and Flood 2014, variant 13 of Stafford's constants), a bijection. */
    static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A double in [0, 1) from the upper 53 bits. */
    static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    private static long hash(String text) {
        long h = text.length();
        for (int i = 0; i < text.length(); i++) {
            h = mix(h, text.charAt(i));
        }
        return h;
    }
}
