package dev.retune.internal.numerics;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SobolTest {

    @Test
    void point_isReproducibleBySeed_andDiffersBetweenSeeds() {
        assertThat(Sobol.of(7, 3).point(12345)).containsExactly(Sobol.of(7, 3).point(12345));
        assertThat(Sobol.of(7, 3).point(12345)).isNotEqualTo(Sobol.of(7, 4).point(12345));
        assertThat(Sobol.of(9, 3).point(5)).startsWith(Sobol.of(7, 3).point(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 1000, 1020})
    void points_haveTheMomentsOfAUniform(int dimensions) {
        Sobol sobol = Sobol.of(dimensions, 17);
        int n = 1024;
        double[] mean = new double[dimensions];
        double[] square = new double[dimensions];
        for (int k = 0; k < n; k++) {
            double[] x = sobol.point(k);
            for (int i = 0; i < dimensions; i++) {
                assertThat(x[i]).isGreaterThanOrEqualTo(0).isLessThan(1);
                mean[i] += x[i] / n;
                square[i] += (x[i] - 0.5) * (x[i] - 0.5) / n;
            }
        }
        for (int i = 0; i < dimensions; i++) {
            assertThat(mean[i]).isCloseTo(0.5, within(i < 1000 ? 1e-3 : 0.04));
            assertThat(square[i]).isCloseTo(1 / 12.0, within(i < 1000 ? 1e-3 : 0.02));
        }
    }

    @Test
    void eachCoordinate_ofAnAlignedRun_hitsEachIntervalOnce() {
        Sobol sobol = Sobol.of(200, 99);
        int n = 256;
        for (int i = 0; i < 200; i++) {
            boolean[] hit = new boolean[n];
            for (int k = 0; k < n; k++) {
                hit[(int) (sobol.point(3L * n + k)[i] * n)] = true;
            }
            assertThat(hit).doesNotContain(false);
        }
    }

    // the first two dimensions are a (0, m, 2)-net in base 2; each pair is a (t, m, 2)-net with the t of its
    // polynomials
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void firstTwoDimensions_hitEachElementaryIntervalOnce(long seed) {
        for (int m = 0; m <= 10; m++) {
            for (int a = 0; a <= m; a++) {
                assertThat(pointsPerInterval(Sobol.of(2, seed), 0, 1, m, a, m - a))
                        .containsOnly(1);
            }
        }
    }

    @Test
    void pairsOfDimensions_hitLargerElementaryIntervalsEvenly() {
        Sobol sobol = Sobol.of(6, 5);
        int[] degree = {0, 1, 2, 3, 3, 4}; // of each dimension's primitive polynomial
        int m = 10;
        for (int i = 1; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                int t = Math.max(degree[i] - 1, 0) + Math.max(degree[j] - 1, 0);
                for (int a = 0; a <= m - t; a++) {
                    assertThat(pointsPerInterval(sobol, i, j, m, a, m - t - a)).containsOnly(1 << t);
                }
            }
        }
    }

    // scrambling maps elementary intervals onto elementary intervals, so both sequences collide in the same pairs of
    // points
    @Test
    void scrambling_keepsTheIntervalsOfTheUnscrambledSequence() {
        int dimensions = 1000;
        Sobol sobol = Sobol.of(dimensions, 1);
        SobolSequenceGenerator plain = new SobolSequenceGenerator(dimensions);
        int n = 64;
        double[][] reference = new double[n][];
        double[][] points = new double[n][];
        for (int k = 0; k < n; k++) {
            int gray = k ^ (k >>> 1); // the order of Commons Math
            reference[gray] = plain.nextVector();
            points[k] = sobol.point(k);
        }
        for (int i = 0; i < dimensions; i++) {
            for (int k = 1; k < n; k++) {
                int expected = sharedBits(reference[k][i], reference[k - 1][i]);
                assertThat(sharedBits(points[k][i], points[k - 1][i])).isEqualTo(expected);
            }
        }
    }

    @Test
    void discrepancy_isFarBelowThatOfRandomPoints() {
        int n = 256;
        int d = 5;
        for (int seed = 0; seed < 5; seed++) {
            Sobol sobol = Sobol.of(d, seed);
            RandomGenerator random = Randomness.derive(seed, 0, "discrepancy");
            double[][] even = new double[n][];
            double[][] independent = new double[n][];
            for (int k = 0; k < n; k++) {
                even[k] = sobol.point(k);
                independent[k] = random.doubles(d).toArray();
            }
            assertThat(centredDiscrepancy(even)).isLessThan(0.3 * centredDiscrepancy(independent));
        }
    }

    @Test
    void integrationError_fallsFasterThanOneOverN() {
        ToDoubleFunction<double[]> smooth = x -> {
            double product = 1;
            for (int i = 0; i < x.length; i++) {
                product *= 1 + (Math.exp(x[i]) - (Math.E - 1)) / (i + 1);
            }
            return product; // its integral is 1
        };
        double coarse = rootMeanSquareError(smooth, 1 << 6);
        double fine = rootMeanSquareError(smooth, 1 << 12);
        assertThat(fine).isLessThan(coarse / 64 / 3);
    }

    @Test
    void point_averagedOverSeeds_isUniform() {
        double mean = 0;
        double square = 0;
        int seeds = 4000;
        for (int seed = 0; seed < seeds; seed++) {
            double x = Sobol.of(3, seed).point(5)[2];
            mean += x / seeds;
            square += x * x / seeds;
        }
        assertThat(mean).isCloseTo(0.5, within(0.02));
        assertThat(square).isCloseTo(1 / 3.0, within(0.02));
    }

    @Test
    void arguments_outOfRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sobol.of(0, 1)).withMessageContaining("not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sobol.of(1, 1).point(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> Sobol.of(1, 1).point(1L << 53));
        assertThat(Sobol.of(1, 1).point((1L << 53) - 1)[0]).isBetween(0.0, 1.0);
    }

    private static int[] pointsPerInterval(Sobol sobol, int i, int j, int m, int bitsOfI, int bitsOfJ) {
        int[] count = new int[1 << (bitsOfI + bitsOfJ)];
        for (int k = 0; k < 1 << m; k++) {
            double[] x = sobol.point(k);
            int row = (int) (x[i] * (1 << bitsOfI));
            int column = (int) (x[j] * (1 << bitsOfJ));
            count[(row << bitsOfJ) + column]++;
        }
        return count;
    }

    private static int sharedBits(double x, double y) {
        long different = (long) (x * 0x1p53) ^ (long) (y * 0x1p53);
        return Math.min(Long.numberOfLeadingZeros(different) - 11, 30);
    }

    private static double rootMeanSquareError(ToDoubleFunction<double[]> function, int n) {
        double sum = 0;
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            Sobol sobol = Sobol.of(3, seed);
            double mean = 0;
            for (int k = 0; k < n; k++) {
                mean += function.applyAsDouble(sobol.point(k)) / n;
            }
            sum += (mean - 1) * (mean - 1) / seeds;
        }
        return Math.sqrt(sum);
    }

    /** Hickernell's centred L2 discrepancy, squared. */
    private static double centredDiscrepancy(double[][] x) {
        int n = x.length;
        double single = 0;
        double pairs = 0;
        for (double[] a : x) {
            double product = 1;
            for (double v : a) {
                double c = Math.abs(v - 0.5);
                product *= 1 + 0.5 * c - 0.5 * c * c;
            }
            single += product;
            for (double[] b : x) {
                double both = 1;
                for (int i = 0; i < a.length; i++) {
                    both *= 1 + 0.5 * (Math.abs(a[i] - 0.5) + Math.abs(b[i] - 0.5) - Math.abs(a[i] - b[i]));
                }
                pairs += both;
            }
        }
        return Math.pow(13 / 12.0, x[0].length) - 2 * single / n + pairs / n / n;
    }
}
