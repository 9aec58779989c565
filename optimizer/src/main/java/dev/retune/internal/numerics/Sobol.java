package dev.retune.internal.numerics;

import org.apache.commons.math3.random.SobolSequenceGenerator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Scrambled Sobol points: random points, each uniform in the unit cube, that together fill it far more evenly than
 * independent ones. The first 2ᵏ of them, and each later aligned run of 2ᵏ, are a digital net.
 *
 * <p>Direction numbers: Joe and Kuo (2008), up to 1000 dimensions. Beyond, coordinates are independent hashed uniforms:
 * no published numbers are even there, and a uniform coordinate at least keeps the net of the others intact.
 *
 * <p>The scramble is Matoušek's (1998): a random lower-triangular binary matrix and a random digital shift for each
 * dimension. It has the same variance as Owen's nested uniform scrambling (Owen 2003, "Variance with alternative
 * scramblings of digital nets"), and so its O(n^-3/2) error on smooth functions, but it is done once, on the direction
 * numbers: a point then costs what an unscrambled one does, where nested scrambling has to hash each prefix of each
 * coordinate.
 *
 * <p>Immutable: point k can be asked for in any order and by any thread.
 */
public final class Sobol {

    /** As many as a double in [0, 1) has. */
    private static final int BITS = 53;

    private static final int TABULATED = 1000;

    private final long seed;
    private final int dimensions;
    /** directions[i][k]: what bit k of the index adds to coordinate i, as a BITS-bit fraction. */
    private final long[][] directions;

    private final long[] shifts;

    private Sobol(long seed, int dimensions) {
        this.seed = seed;
        this.dimensions = dimensions;
        int tabulated = Math.min(dimensions, TABULATED);
        this.directions = new long[tabulated][];
        this.shifts = new long[tabulated];
        for (int i = 0; i < tabulated; i++) {
            Xoshiro256 random = new Xoshiro256(Randomness.mix(seed, i));
            directions[i] = scramble(JoeKuo.directions(i), random);
            shifts[i] = random.nextLong() >>> (Long.SIZE - BITS);
        }
    }

    /**
     * The sequence of a seed.
     *
     * @param dimensions at least 1
     * @param seed different seeds give independent scrambles
     * @throws IllegalArgumentException if there are no dimensions
     */
    public static Sobol of(int dimensions, long seed) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("A Sobol sequence needs at least 1 dimension, not " + dimensions);
        }
        return new Sobol(seed, dimensions);
    }

    /**
     * Point number {@code index}, of the length {@code dimensions}, each coordinate in [0, 1).
     *
     * @throws IllegalArgumentException if the index is negative or not below 2^53
     */
    public double[] point(long index) {
        if (index < 0 || index >>> BITS != 0) {
            throw new IllegalArgumentException(
                    "Sobol point " + index + " does not exist: it needs 0 <= index < 2^" + BITS);
        }
        double[] point = new double[dimensions];
        for (int i = 0; i < directions.length; i++) {
            long bits = shifts[i];
            for (long rest = index; rest != 0; rest &= rest - 1) {
                bits ^= directions[i][Long.numberOfTrailingZeros(rest)];
            }
            point[i] = bits * 0x1p-53;
        }
        for (int i = directions.length; i < dimensions; i++) {
            point[i] = Randomness.unit(Randomness.mix(Randomness.mix(seed, i), index));
        }
        return point;
    }

    /** Multiplies each direction by a random matrix over GF(2), lower triangular with a unit diagonal. */
    private static long[] scramble(long[] directions, Xoshiro256 random) {
        long[] columns = new long[BITS];
        for (int j = 0; j < BITS; j++) {
            long diagonal = 1L << (BITS - 1 - j);
            columns[j] = diagonal | (random.nextLong() & (diagonal - 1));
        }
        long[] scrambled = new long[BITS];
        for (int k = 0; k < BITS; k++) {
            for (long rest = directions[k]; rest != 0; rest &= rest - 1) {
                scrambled[k] ^= columns[BITS - 1 - Long.numberOfTrailingZeros(rest)];
            }
        }
        return scrambled;
    }

    /** The direction numbers of new-joe-kuo-6, read once from the copy that Commons Math ships. */
    private static final class JoeKuo {

        private static final String RESOURCE = "/assets/org/apache/commons/math3/random/new-joe-kuo-6.1000";

        /** A line for each dimension from the second: the degree s, the polynomial a, and m_1 to m_s. */
        private static final List<String> LINES = read();

        static long[] directions(int dimension) {
            long[] v = new long[BITS];
            if (dimension == 0) {
                for (int k = 0; k < BITS; k++) {
                    v[k] = 1L << (BITS - 1 - k);
                }
                return v;
            }
            StringTokenizer line = new StringTokenizer(LINES.get(dimension - 1));
            line.nextToken();
            int s = Integer.parseInt(line.nextToken());
            int a = Integer.parseInt(line.nextToken());
            for (int k = 0; k < s; k++) {
                v[k] = Long.parseLong(line.nextToken()) << (BITS - 1 - k);
            }
            for (int k = s; k < BITS; k++) {
                v[k] = v[k - s] ^ (v[k - s] >>> s);
                for (int j = 1; j < s; j++) {
                    if ((a >>> (s - 1 - j) & 1) != 0) {
                        v[k] ^= v[k - j];
                    }
                }
            }
            return v;
        }

        private static List<String> read() {
            InputStream resource = SobolSequenceGenerator.class.getResourceAsStream(RESOURCE);
            if (resource == null) {
                throw new IllegalStateException(
                        "Commons Math has no resource " + RESOURCE + ": it needs version 3.6.1");
            }
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
                List<String> lines = new ArrayList<>(TABULATED);
                reader.readLine();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
                return lines;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + RESOURCE, e);
            }
        }
    }
}
