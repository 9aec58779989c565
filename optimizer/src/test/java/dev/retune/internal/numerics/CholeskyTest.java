package dev.retune.internal.numerics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class CholeskyTest {

    // sizes around the blocks, the slices and the groups of four
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 34, 63, 64, 65, 97, 130, 259, 300})
    void factor_itsSolvesAndItsInverse_undoTheMatrix(int n) {
        double[][] a = covariance(n);
        Cholesky factor = Cholesky.of(a).orElseThrow();
        assertThat(factor.size()).isEqualTo(n);
        assertThat(factor.jitter()).isZero();
        double[] x = new double[n];
        Arrays.setAll(x, i -> Math.sin(i + 1.0));

        double[] b = times(a, x);
        factor.solve(b);
        assertThat(b).containsExactly(x, within(1e-9));

        double[][] inverse = factor.inverse();
        assertThat(times(inverse, times(a, x))).containsExactly(x, within(1e-9));
        for (int i = 0; i < n; i++) {
            assertThat(inverse[i]).hasSize(i + 1);
        }

        // |L⁻¹ b|² = bᵀA⁻¹b
        double[] half = times(a, x);
        factor.forward(half);
        assertThat(Rows.dot(half, half, n)).isCloseTo(Rows.dot(times(a, x), x, n), withinPercentage(1e-8));
        factor.backward(half);
        assertThat(half).containsExactly(x, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 300})
    void forward_ofManyRightHandSides_solvesEach(int width) {
        int n = 37;
        Cholesky factor = Cholesky.of(covariance(n)).orElseThrow();
        double[][] many = new double[n][width];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                many[i][j] = Math.cos(i * 0.7 + j);
            }
        }
        factor.forward(many);
        for (int j = 0; j < width; j++) {
            double[] one = new double[n];
            for (int i = 0; i < n; i++) {
                one[i] = Math.cos(i * 0.7 + j);
            }
            factor.forward(one);
            for (int i = 0; i < n; i++) {
                assertThat(many[i][j]).isCloseTo(one[i], within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 31, 32, 33, 34, 35, 50, 64, 97, 131})
    void append_rowByRow_givesWhatFactoringAtOnceGives_toTheLastDigit(int n) {
        double[][] a = covariance(n);
        Cholesky start = Cholesky.of(Arrays.copyOf(a, 10)).orElseThrow();
        Cholesky grown = start;
        for (int i = 10; i < n; i++) {
            grown = grown.append(a[i]).orElseThrow();
        }

        assertThat(grown.inverse()).isEqualTo(Cholesky.of(a).orElseThrow().inverse());
        assertThat(start.size()).isEqualTo(10);
    }

    @Test
    void append_toAFactorWithJitter_givesWhatFactoringAtOnceGives() {
        double[][] a = covariance(40);
        a[1] = new double[] {a[0][0], a[0][0]}; // the same point twice, as far as the first two know
        for (int i = 2; i < 40; i++) {
            a[i][1] = a[i][0];
        }
        Cholesky grown = Cholesky.withJitter(Arrays.copyOf(a, 20), 1e-9);
        for (int i = 20; i < 40; i++) {
            grown = grown.append(a[i]).orElseThrow();
        }

        assertThat(grown.jitter()).isEqualTo(1e-9);
        assertThat(grown.inverse()).isEqualTo(Cholesky.withJitter(a, 1e-9).inverse());
    }

    // /usr/bin/python3: from mpmath import *; mp.dps = 60
    //   a = matrix(6, 6); [a.__setitem__((i, j), mpf(1) / (i + j + 1)) for i in range(6) for j in range(6)];
    // log(det(a))
    @Test
    void logDeterminant_ofTheHilbertMatrix_isTheExactOne() {
        double[][] hilbert = new double[6][];
        for (int i = 0; i < 6; i++) {
            int row = i;
            hilbert[i] = new double[i + 1];
            Arrays.setAll(hilbert[i], j -> 1.0 / (row + j + 1));
        }
        assertThat(Cholesky.of(hilbert).orElseThrow().logDeterminant())
                .isCloseTo(-39.7662067060976605, withinPercentage(1e-9));
    }

    @Test
    void logDeterminant_doesNotUnderflow() {
        int n = 400;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = new double[i + 1];
            a[i][i] = 1e-6;
        }
        assertThat(Cholesky.of(a).orElseThrow().logDeterminant())
                .isCloseTo(n * Math.log(1e-6), withinPercentage(1e-10));
    }

    @Test
    void of_whatIsNotPositiveDefinite_isEmpty() {
        assertThat(Cholesky.of(new double[][] {{1}, {2, 1}})).isEmpty();
        assertThat(Cholesky.of(new double[][] {{0}})).isEmpty();
        assertThat(Cholesky.of(new double[][] {{1}, {Double.NaN, 1}})).isEmpty();
        assertThat(Cholesky.of(new double[][] {{Double.POSITIVE_INFINITY}})).isEmpty();
        Cholesky one = Cholesky.of(new double[][] {{1}}).orElseThrow();
        assertThat(one.append(new double[] {1, 1})).isEmpty();
        assertThat(one.append(new double[] {Double.NaN, 1})).isEmpty();
        assertThat(Cholesky.of(new double[0][]).orElseThrow().logDeterminant()).isZero();
    }

    @Test
    void withJitter_addsTheLeastPowerThatWorks() {
        double[][] twins = {{1}, {1, 1}, {0.5, 0.5, 1}}; // the same point twice
        Cholesky factor = Cholesky.withJitter(twins, 1e-10);
        assertThat(factor.jitter()).isEqualTo(1e-10);
        assertThat(twins[0][0]).isEqualTo(1);
        // log det of A + jI = log(j (2 + j) (1 + j) - j / 2)
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(1.5e-10), within(1e-5));
        assertThat(factor.append(new double[] {0.2, 0.2, 0.2, 0}).isPresent()).isFalse();

        double[][] indefinite = {{1}, {1.005, 1}};
        assertThat(Cholesky.withJitter(indefinite, 1e-6).jitter()).isCloseTo(1e-2, withinPercentage(1e-9));
        assertThat(Cholesky.withJitter(new double[][] {{2}, {0, 2}}, 1e-6).jitter())
                .isZero();
    }

    @Test
    void hopelessMatrices_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cholesky.withJitter(new double[][] {{1}, {5, 1}}, 1e-6))
                .withMessageContaining("size 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Cholesky.withJitter(new double[][] {{Double.NaN}}, 1e-6));
        assertThatIllegalArgumentException().isThrownBy(() -> Cholesky.withJitter(new double[][] {{1}}, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Cholesky.of(new double[][] {{1}}).orElseThrow().append(new double[] {1}))
                .withMessageContaining("needs 2");
    }

    /** The lower triangle of an exponential covariance of random points, well conditioned. */
    static double[][] covariance(int n) {
        RandomGenerator random = Randomness.derive(n, 0, "covariance");
        double[][] x = new double[n][];
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = random.doubles(3).toArray();
            a[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double square = 0;
                for (int k = 0; k < 3; k++) {
                    square += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
                }
                a[i][j] = Math.exp(-Math.sqrt(square)) + (i == j ? 1e-2 : 0);
            }
        }
        return a;
    }

    private static double[] times(double[][] lower, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += (j <= i ? lower[i][j] : lower[j][i]) * x[j];
            }
        }
        return product;
    }
}
