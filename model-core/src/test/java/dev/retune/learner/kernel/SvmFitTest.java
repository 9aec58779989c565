package dev.retune.learner.kernel;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.classical.MatrixEncoding;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Straight lines at a large cost through what is not straight, which takes very many steps.
 *
 * <pre>
 * i = np.arange(300.); X = np.c_[np.sin(1.3*i*i), np.cos(.7*i*i+i), np.sin(2.9*i*i)]; X = (X - X.mean(0)) / X.std(0)
 * z = X[:,0] + .5*X[:,1] + 2*np.sin(7.7*i*i*i); y = z > 0; t = (z - z.mean()) / z.std()
 * SVC(kernel='linear', C=100, tol=1e-6).fit(X, y); SVR(kernel='linear', C=100, epsilon=.1, tol=1e-6).fit(X, t)
 * </pre>
 */
class SvmFitTest {

    private static final int ROWS = 300;
    private static final double[][] X = inputs();
    private static final double[] Z = IntStream.range(0, ROWS)
            .mapToDouble(i -> X[i][0] + 0.5 * X[i][1] + 2 * Math.sin(7.7 * i * i * i))
            .toArray();

    private static double[][] inputs() {
        double[] a = standardized(i -> Math.sin(1.3 * i * i));
        double[] b = standardized(i -> Math.cos(0.7 * i * i + i));
        double[] c = standardized(i -> Math.sin(2.9 * i * i));
        return IntStream.range(0, ROWS)
                .mapToObj(i -> new double[] {a[i], b[i], c[i]})
                .toArray(double[][]::new);
    }

    private static double[] standardized(IntToDoubleFunction of) {
        double[] values = IntStream.range(0, ROWS).mapToDouble(of).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
        return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
    }

    private static SvmFit fit(Column target, long work) {
        return fit(target, DoubleStream.generate(() -> 100).limit(ROWS).toArray(), work);
    }

    private static SvmFit fit(Column target, double[] costs, long work) {
        List<NumericColumn> columns = IntStream.range(0, 3)
                .mapToObj(j -> NumericColumn.of(
                        "x" + j, Arrays.stream(X).mapToDouble(x -> x[j]).toArray()))
                .toList();
        Dataset data = Dataset.of(target, columns);
        return new SvmFit(
                MatrixEncoding.fit(data).examples(data), new Kernel(Kernel.LINEAR, 1, 0, 1), costs, 0.1, true, work);
    }

    private static Column classes() {
        return CategoricalColumn.of(
                "y",
                List.of("no", "yes"),
                Arrays.stream(Z).mapToInt(z -> z > 0 ? 1 : 0).toArray());
    }

    private static double score(SvmFit fit, double... x) {
        KernelMachines machines = fit.fit();
        return machines.machines().get(0).score(new GramMatrix(fit.kernel(), machines.vectors()).with(x));
    }

    private static void assertThatPlaneIs(SvmFit fit, double atZero, double... slopes) {
        double zero = score(fit, 0, 0, 0);
        assertThat(zero).isCloseTo(atZero, within(0.01));
        for (int i = 0; i < 3; i++) {
            double[] x = new double[3];
            x[i] = 1;
            assertThat(score(fit, x) - zero).isCloseTo(slopes[i], within(0.01));
        }
    }

    @Test
    void fit_ofClassesThatOverlap_atALargeCost_findsTheOptimum() {
        SvmFit fit = fit(classes(), SvmFit.WORK);

        assertThatPlaneIs(fit, 0.07095879, 0.837413303, 0.365447530, 0.000407153211);
    }

    @Test
    void fit_ofNumbers_atALargeCost_findsTheOptimum() {
        SvmFit fit = fit(NumericColumn.of("z", Z), SvmFit.WORK);

        assertThatPlaneIs(fit, 0.09457208, 0.50754763, 0.28311802, 0.04842787);
    }

    @Test
    void fit_ofNumbers_whenTheOptimumIsTooFar_isNearItNevertheless() {
        SvmFit fit = fit(NumericColumn.of("z", Z), 1);
        KernelMachines machines = fit.fit();

        double[] target = fit.examples().target();
        double[][] found = machines.predict(fit.examples().x());
        double errors = IntStream.range(0, ROWS)
                .mapToDouble(i -> Math.pow(target[i] - found[i][0], 2))
                .sum();
        // SVR(...).score(X, t): 0.3611; standardized, the squares of the targets sum to the number of rows
        assertThat(1 - errors / ROWS).isGreaterThan(0.35);
    }

    @Test
    void fit_ofClasses_whenTheOptimumIsTooFar_isNearItNevertheless() {
        SvmFit fit = fit(classes(), 1);

        double[][] found = fit.fit().predict(fit.examples().x());
        long hits = IntStream.range(0, ROWS)
                .filter(i -> (found[i][1] > 0.5) == (Z[i] > 0))
                .count();
        // SVC(...).score(X, y): 0.6567
        assertThat(hits / (double) ROWS).isGreaterThan(0.64);
    }

    @Test
    void slope_ofWeights_isThatOfRowsRepeatedSoOften() {
        double[] scores = {2, -1, 0.5, -0.4, 1};
        boolean[] positive = {true, false, false, false, true};

        double weighted = KernelMachines.slope(scores, positive, new double[] {1, 2, 3, 1, 1});

        double[] repeated = {2, -1, -1, 0.5, 0.5, 0.5, -0.4, 1};
        boolean[] each = {true, false, false, false, false, false, false, true};
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(weighted).isCloseTo(KernelMachines.slope(repeated, each, ones), within(1e-9));
        assertThat(weighted).isLessThan(KernelMachines.slope(scores, positive, new double[] {1, 1, 1, 1, 1}));
    }

    @Test
    void fit_ofRowsThatWeigh_fitsProbabilitiesToTheirWeights() {
        double[] weights =
                IntStream.range(0, ROWS).mapToDouble(i -> i % 3 == 0 ? 2 : 0.5).toArray();
        SvmFit fit = fit(classes(), Arrays.stream(weights).map(w -> 0.1 * w).toArray(), SvmFit.WORK);

        KernelMachines machines = fit.fit();

        KernelMachines.Machine machine = machines.machines().get(0);
        GramMatrix gram = new GramMatrix(fit.kernel(), machines.vectors());
        double[] scores =
                Arrays.stream(X).mapToDouble(x -> machine.score(gram.with(x))).toArray();
        boolean[] positive = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            positive[i] = Z[i] > 0;
        }
        assertThat(machine.slope()).isCloseTo(KernelMachines.slope(scores, positive, weights), within(1e-5));
    }
}
