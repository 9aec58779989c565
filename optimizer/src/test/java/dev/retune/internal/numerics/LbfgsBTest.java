package dev.retune.internal.numerics;

import dev.retune.internal.numerics.LbfgsB.Function;
import dev.retune.internal.numerics.LbfgsB.Minimum;
import dev.retune.internal.numerics.LbfgsB.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class LbfgsBTest {

    private static final LbfgsB PRECISE = new LbfgsB(10, 1000, 1e-7, 1e-13);

    @ParameterizedTest
    @CsvFileSource(resources = "lbfgs-b.csv")
    void minimize_findsTheMinimumOfSciPy_withAboutItsEvaluations(
            String name, int d, double start, double lower, double upper, double value, int evaluations) {
        Function function = function(name);
        double[] x0 = filled(d, start);
        double[] low = filled(d, lower);
        double[] high = filled(d, upper);
        int[] outside = {0};
        Function guarded = (x, gradient) -> {
            for (double v : x) {
                outside[0] += v >= lower && v <= upper ? 0 : 1;
            }
            return function.valueAndGradient(x, gradient);
        };
        Minimum minimum = PRECISE.minimize(guarded, x0, low, high);
        assertThat(outside[0]).isZero();
        assertThat(minimum.value()).isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
        assertThat(minimum.evaluations()).isLessThanOrEqualTo((int) (1.5 * evaluations) + 2);
        assertThat(x0).containsOnly(start);
        assertStationary(function, minimum.x(), low, high, 1e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void minimize_ofRandomConvexFunctions_endsAtAStationaryPoint(int seed) {
        var random = Randomness.derive(seed, 0, "bfgs");
        int d = 1 + random.nextInt(30);
        double[][] root = new double[d][d];
        double[] centre = new double[d];
        double[] low = new double[d];
        double[] high = new double[d];
        double[] start = new double[d];
        for (int i = 0; i < d; i++) {
            Arrays.setAll(root[i], j -> random.nextGaussian());
            centre[i] = 2 * random.nextGaussian();
            low[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : -1;
            high[i] = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(5) == 0 ? -1 : 1;
            start[i] = random.nextInt(3) - 1; // often at a bound that has to be left
        }
        if (d > 1) {
            high[0] = Math.max(low[0], -1);
            low[0] = high[0]; // a variable that cannot move
        }
        Function function = (x, gradient) -> {
            double sum = 0;
            Arrays.fill(gradient, 0);
            for (double[] row : root) {
                double r = 0;
                for (int j = 0; j < d; j++) {
                    r += row[j] * (x[j] - centre[j]);
                }
                sum += Math.sqrt(1 + r * r) + 0.05 * r * r;
                for (int j = 0; j < d; j++) {
                    gradient[j] += row[j] * r * (1 / Math.sqrt(1 + r * r) + 0.1);
                }
            }
            return sum;
        };
        Minimum minimum = PRECISE.minimize(function, start, low, high);
        assertStationary(function, minimum.x(), low, high, 1e-5);
        assertThat(minimum.evaluations()).isLessThan(60 + 10 * d);
    }

    @Test
    void minimize_whereTheFunctionHasHoles_stepsBack() {
        Function cliff = (x, gradient) -> {
            gradient[0] = 1 - 1 / x[0];
            return x[0] <= 0 ? Double.NaN : x[0] - Math.log(x[0]); // the first trial lands below 0
        };
        Minimum minimum = PRECISE.minimize(cliff, new double[] {1e-3}, new double[] {-1e9}, new double[] {1e9});
        assertThat(minimum.x()[0]).isCloseTo(1, within(1e-5));
        Function overflowing = (x, gradient) -> {
            double e = Math.exp(x[0] * x[0]);
            gradient[0] = 2 * x[0] * e;
            return x[0] > 4 ? Double.POSITIVE_INFINITY : e;
        };
        assertThat(PRECISE.minimize(overflowing, new double[] {-12}, new double[] {-15}, new double[] {15})
                        .x()[0])
                .isCloseTo(0, within(1e-4));
    }

    @Test
    void minimize_saysWhyItEnded() {
        double[] low = {-5, -5};
        double[] high = {5, 5};
        Function rosenbrock = function("rosenbrock");
        double[] start = {-1.2, 1};
        assertThat(new LbfgsB(10, 3, 1e-5, 1e-9)
                        .minimize(rosenbrock, start, low, high)
                        .reason())
                .isEqualTo(Reason.ITERATIONS);
        assertThat(new LbfgsB(10, 100, 1e-3, 0)
                        .minimize(rosenbrock, start, low, high)
                        .reason())
                .isEqualTo(Reason.STATIONARY);
        assertThat(new LbfgsB(10, 100, 0, 1e-3)
                        .minimize(rosenbrock, start, low, high)
                        .reason())
                .isEqualTo(Reason.NO_DECREASE);
        Minimum atOnce = PRECISE.minimize(rosenbrock, new double[] {1, 1}, low, high);
        assertThat(atOnce.reason()).isEqualTo(Reason.STATIONARY);
        assertThat(atOnce.evaluations()).isEqualTo(1);
        Function wrongGradient = (x, gradient) -> {
            gradient[0] = -1;
            gradient[1] = 0;
            return x[0];
        };
        assertThat(PRECISE.minimize(wrongGradient, start, low, high).reason()).isEqualTo(Reason.LINE_SEARCH);
        Minimum nowhere = PRECISE.minimize((x, gradient) -> Double.NaN, start, low, high);
        assertThat(nowhere.reason()).isEqualTo(Reason.NOT_FINITE);
        assertThat(nowhere.x()).containsExactly(start);
    }

    @Test
    void badArguments_areRefused() {
        Function zero = (x, gradient) -> 0;
        double[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRECISE.minimize(zero, one, new double[] {2}, one))
                .withMessageContaining("variable 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRECISE.minimize(zero, one, new double[0], one))
                .withMessageContaining("0 lower");
        assertThatIllegalArgumentException().isThrownBy(() -> new LbfgsB(10, 1, Double.NaN, 0));
    }

    /** The Karush-Kuhn-Tucker conditions: no component of the gradient pulls towards where there is room. */
    private static void assertStationary(Function f, double[] x, double[] low, double[] high, double tolerance) {
        double[] gradient = new double[x.length];
        f.valueAndGradient(x, gradient);
        double steepest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double[] projected = new double[x.length];
        Arrays.setAll(projected, i -> Math.min(Math.max(x[i] - gradient[i], low[i]), high[i]) - x[i]);
        assertThat(projected).containsExactly(new double[x.length], within(tolerance + 1e-7 * steepest));
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private static Function function(String name) {
        return switch (name) {
            case "rosenbrock" ->
                (x, g) -> {
                    Arrays.fill(g, 0);
                    double f = 0;
                    for (int i = 0; i + 1 < x.length; i++) {
                        double r = x[i + 1] - x[i] * x[i];
                        f += 100 * r * r + (1 - x[i]) * (1 - x[i]);
                        g[i] += -400 * x[i] * r - 2 * (1 - x[i]);
                        g[i + 1] += 200 * r;
                    }
                    return f;
                };
            case "quadratic" ->
                (x, g) -> {
                    double f = 0;
                    for (int i = 0; i < x.length; i++) {
                        double ax = 0.1 * (i + 1) * x[i];
                        for (int j = 0; j < x.length; j++) {
                            ax += x[j] / (i + j + 1.0);
                        }
                        double b = Math.cos(2.0 * (i + 1));
                        f += 0.5 * x[i] * ax - b * x[i];
                        g[i] = ax - b;
                    }
                    return f;
                };
            case "scaled" ->
                (x, g) -> {
                    double f = 0;
                    for (int i = 0; i < x.length; i++) {
                        double w = Math.pow(10, 6.0 * i / (x.length - 1));
                        double r = x[i] - Math.sin(1.0 + i);
                        f += 0.5 * w * r * r;
                        g[i] = w * r;
                    }
                    return f;
                };
            case "quartic" ->
                (x, g) -> {
                    double f = 0;
                    double q = 0;
                    for (int i = 0; i < x.length; i++) {
                        double r = x[i] - Math.cos(i + 1.0);
                        q += (i + 1) * r / x.length;
                        f += r * r * r * r + 0.5 * r * r;
                        g[i] = 4 * r * r * r + r;
                    }
                    for (int i = 0; i < x.length; i++) {
                        g[i] += 4 * q * q * q * (i + 1) / x.length;
                    }
                    return f + q * q * q * q;
                };
            case "logsum" ->
                (x, g) -> {
                    double f = 0;
                    double sum = 1;
                    for (int i = 0; i < x.length; i++) {
                        g[i] = Math.exp(x[i] - 0.3 * (i + 1));
                        sum += g[i];
                        f += 0.05 * x[i] * x[i] - 0.2 * x[i];
                    }
                    for (int i = 0; i < x.length; i++) {
                        g[i] = g[i] / sum + 0.1 * x[i] - 0.2;
                    }
                    return f + Math.log(sum);
                };
            case "barrier" ->
                (x, g) -> {
                    double f = 0;
                    for (int i = 0; i < x.length; i++) {
                        f += (i + 1) * x[i] - Math.log(x[i]);
                        g[i] = i + 1 - 1 / x[i];
                    }
                    return f;
                };
            default -> throw new IllegalArgumentException(name);
        };
    }
}
