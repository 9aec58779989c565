package dev.retune.internal.numerics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RowsTest {

    private static final int N = 101;

    private final RandomGenerator random = Randomness.derive(1, 0, "rows");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void subtractCombination_isAMatrixProduct_betweenItsColumnsOnly(int count) {
        double[][] a = new double[count][];
        Arrays.setAll(a, k -> random.doubles(N).toArray());
        double[] c = random.doubles(count).toArray();
        double[] y = random.doubles(N).toArray();
        double[] expected = y.clone();
        for (int i = 3; i < N - 2; i++) {
            for (int k = 0; k < count; k++) {
                expected[i] -= c[k] * a[k][i];
            }
        }
        Rows.subtractCombination(y, c, a, 0, count, 3, N - 2);
        assertThat(y).containsExactly(expected, within(1e-14));
    }

    @Test
    void dotAndScale_agreeWithTheirDefinitions() {
        double[] a = random.doubles(N).toArray();
        double[] b = random.doubles(N).toArray();
        for (int length = 0; length < N; length++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += a[i] * b[i];
            }
            assertThat(Rows.dot(a, b, length)).isCloseTo(sum, within(1e-13));
        }
        double[] scaled = a.clone();
        Rows.scale(scaled, 2, 1, N);
        assertThat(scaled[0]).isEqualTo(a[0]);
        assertThat(scaled[N - 1]).isEqualTo(2 * a[N - 1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 11})
    void subtractDot_isACombinationOfASingleColumn(int n) {
        double[] c = random.doubles(n, -1, 1).toArray();
        double[] a = random.doubles(n, -1, 1).toArray();
        double[][] column = Arrays.stream(a).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        double[] y = {random.nextDouble()};
        double start = y[0];
        Rows.subtractCombination(y, c, column, 0, n, 0, 1);

        assertThat(Rows.subtractDot(start, c, a, 0, n)).isEqualTo(y[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11})
    void product_isAMatrixProduct(int n) {
        double[][] v = {
            random.doubles(n, -1, 1).toArray(), random.doubles(n, -1, 1).toArray()
        };
        double[][] a = new double[n][];
        for (int k = 0; k < n; k++) {
            a[k] = random.doubles(7, -1, 1).toArray();
        }

        double[][] product = Rows.product(v, a);

        for (int t = 0; t < 2; t++) {
            for (int i = 0; i < 7; i++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[t][k] * a[k][i];
                }
                assertThat(product[t][i]).isCloseTo(sum, within(1e-14));
            }
        }
    }

    @Test
    void addSquaredDistances_addsEachFeaturesShare() {
        double[] first = random.doubles(N).toArray();
        double[] second = random.doubles(N).toArray();
        double[] both = new double[N];
        double[] oneByOne = new double[N];
        Rows.addSquaredDistances(both, 2, 0.3, first, 5, 0.9, second, N);
        Rows.addSquaredDistances(oneByOne, 2, 0.3, first, N);
        Rows.addSquaredDistances(oneByOne, 5, 0.9, second, N);
        for (int i = 0; i < N; i++) {
            double expected = 2 * Math.pow(0.3 - first[i], 2) + 5 * Math.pow(0.9 - second[i], 2);
            assertThat(both[i]).isCloseTo(expected, within(1e-14));
            assertThat(oneByOne[i]).isCloseTo(expected, within(1e-14));
        }
    }

    @Test
    void expOfMinus_isAccurateTo3em14_andVanishesFarOut() {
        double[] x = new double[200_001];
        Arrays.setAll(x, i -> i < 100_000 ? i * 1e-5 : (i - 100_000) * 1e-3);
        double[] e = new double[x.length];
        Rows.expOfMinus(x, e, x.length);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            worst = Math.max(worst, Math.abs(e[i] - Math.exp(-x[i])));
        }
        assertThat(worst).isLessThan(3e-14);
        double[] far = {0, 1e3, 1e10, 1e300, Double.POSITIVE_INFINITY};
        Rows.expOfMinus(far, far, far.length);
        assertThat(far[0]).isEqualTo(1);
        assertThat(Arrays.copyOfRange(far, 1, 5)).containsExactly(new double[4], within(1e-200));
    }
}
