package dev.retune.learner.kernel;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SmoTest {

    private static final long ENOUGH = 1_000_000_000;

    private static final double[][] X = {{0, 0}, {1, 0.5}, {2, 1.5}, {0.5, 2}, {3, 1}, {2.5, 3}, {1.5, 2.5}, {4, 2}};
    private static final int[] Y = {-1, -1, 1, -1, 1, 1, -1, 1};

    /** The machine that separates two classes. */
    private static Smo machine(Kernel kernel, double[][] x, int[] y, double... costs) {
        int n = x.length;
        return new Smo(
                new GramMatrix(kernel, x),
                IntStream.range(0, n).toArray(),
                IntStream.of(y).asDoubleStream().toArray(),
                IntStream.range(0, n).mapToDouble(i -> y[i] > 0 ? 0 : -costs[i]).toArray(),
                IntStream.range(0, n).mapToDouble(i -> y[i] > 0 ? costs[i] : 0).toArray());
    }

    private static double[] beta(Smo smo, int n) {
        return IntStream.range(0, n).mapToDouble(smo::beta).toArray();
    }

    @Test
    void run_ofRbf_findsWhatScikitLearnFinds() {
        Smo smo = machine(new Kernel("rbf", 0.5, 0, 1), X, Y, 2, 2, 2, 2, 2, 2, 2, 2);

        smo.run(ENOUGH);

        // SVC(C=2, gamma=0.5, tol=1e-9).fit(x, y): dual_coef_, intercept_
        assertThat(beta(smo, 8))
                .containsExactly(
                        new double[] {-0.386117, -1.284204, 2.0, -0.246553, 0.0, 1.389515, -2.0, 0.527359},
                        Offset.offset(0.002));
        assertThat(smo.intercept()).isCloseTo(0.04290036542290834, within(0.001));
    }

    @Test
    void run_ofRowsThatWeigh_findsWhatScikitLearnFinds() {
        Smo smo = machine(new Kernel("rbf", 0.5, 0, 1), X, Y, 2, 2, 0.4, 2, 2, 2, 1, 2);

        smo.run(ENOUGH);

        // SVC(C=2, gamma=0.5, tol=1e-9).fit(x, y, sample_weight=[1, 1, .2, 1, 1, 1, .5, 1])
        assertThat(beta(smo, 8))
                .containsExactly(
                        new double[] {-0.615338, -0.695116, 0.4, -0.462819, 0.628772, 1.264818, -1.0, 0.479683},
                        Offset.offset(0.002));
        assertThat(smo.intercept()).isCloseTo(0.03449606676623295, within(0.001));
    }

    @Test
    void run_ofPolynomials_findsWhatScikitLearnFinds() {
        Smo smo = machine(new Kernel("polynomial", 0.5, 1, 3), X, Y, 2, 2, 2, 2, 2, 2, 2, 2);

        smo.run(ENOUGH);

        // SVC(C=2, kernel='poly', gamma=0.5, degree=3, coef0=1, tol=1e-9).fit(x, y).decision_function(x)
        double[] scores = IntStream.range(0, 8)
                .mapToDouble(i -> smo.sums()[i] + smo.intercept())
                .toArray();
        assertThat(scores)
                .containsExactly(
                        new double[] {-1.53442898, -1, 1, -2.10291933, 4.48129192, 2.10388045, -1, 12.06771713},
                        Offset.offset(0.005));
    }

    /** Classes that overlap, at a large cost: it takes very many steps. */
    private static Smo hard(long seed) {
        Random random = new Random(seed);
        int n = 200;
        double[][] x = new double[n][2];
        int[] y = new int[n];
        double[] costs = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            y[i] = random.nextDouble() < 0.5 + 0.2 * Math.tanh(x[i][0]) ? 1 : -1;
            costs[i] = 100 * random.nextDouble();
        }
        return machine(new Kernel("linear", 1, 0, 1), x, y, costs);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void run_ofLittleWork_endsThereAndStaysFeasible(long seed) {
        Smo smo = hard(seed);

        smo.run(50 * 200);

        double[] beta = beta(smo, 200);
        assertThat(IntStream.range(0, 200).filter(i -> beta[i] != 0)).hasSizeLessThanOrEqualTo(100);
        assertThat(IntStream.range(0, 200).mapToDouble(i -> beta[i]).sum()).isCloseTo(0, within(1e-9));
        assertThat(smo.intercept()).isFinite();
    }

    @Test
    void run_whenInterrupted_stops() {
        Smo smo = hard(1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> smo.run(ENOUGH)).isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
