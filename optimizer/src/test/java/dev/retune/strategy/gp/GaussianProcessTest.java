package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Normal;
import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Resource;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Likelihood, posterior and acquisition against mpmath with 50 digits: the formulas of the classes' javadoc, the matrix
 * solved by lu_solve; points (0.1, 0.2), (0.4, 0.9), (0.75, 0.35), (0.9, 1), (0.3, 0.6) with targets −0.3, 0.8, 1.1,
 * −1.5, 0.2; ℓ = (0.5, 1.25), a = (1.3, 1), b = (0.8, 1), σ² = 0.9, τ² = 0.01, v = (0.3, 0.05) and a known noise of
 * 0.02.
 */
class GaussianProcessTest {

    private static final double EXACT = 1e-8; // percent of a percent: relative 1e-10

    private static final SearchSpace PLANE = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
    private static final Resource EPOCHS = new Resource("epoch", 1, 81);
    private static final Features FEATURES = new Features(PLANE, Resource.WHOLE);
    private static final double[][] ROWS = {{0.1, 0.2}, {0.4, 0.9}, {0.75, 0.35}, {0.9, 1}, {0.3, 0.6}};
    private static final double[] Y = {-0.3, 0.8, 1.1, -1.5, 0.2};
    private static final double[] NOISE = {0.02, 0.02, 0.02, 0.02, 0.02};
    private static final double[] THETA = {
        Math.log(0.5),
        Math.log(1.25),
        Math.log(1.3),
        Math.log(0.8),
        0,
        0,
        Math.log(0.9),
        Math.log(0.01),
        Math.log(0.3),
        Math.log(0.05)
    };

    private static Posterior posterior() {
        return Posterior.of(new Kernel(FEATURES, new Hyperparameters(2, THETA)), ROWS, Y, NOISE);
    }

    private static Percentage exactly() {
        return Percentage.withPercentage(EXACT);
    }

    @Test
    void marginalLikelihood_matchesTheReference() {
        double value = new MarginalLikelihood(FEATURES, ROWS, Y, NOISE).valueAndGradient(THETA, new double[10]);

        assertThat(value).isCloseTo(8.6781398574523539952 + 1.9488328347728555, exactly());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void marginalLikelihood_hasTheGradientOfItsValue(long seed) {
        SearchSpace mixed = SearchSpace.of(
                Parameter.real("rate", 1e-4, 1).log(),
                Parameter.integer("layers", 1, 9),
                Parameter.choice("kind", "a", "b", "c"),
                Parameter.bool("flag"));
        Features features = new Features(mixed, EPOCHS);
        RandomGenerator random = Randomness.derive(seed, 0, "test");
        int n = 12;
        double[][] rows = new double[n][];
        double[] y = new double[n];
        double[] noise = new double[n];
        for (int i = 0; i < n; i++) {
            rows[i] = features.of(mixed.sample(random), random.nextDouble());
            y[i] = random.nextGaussian();
            noise[i] = 0.1 * random.nextDouble();
        }
        MarginalLikelihood likelihood = new MarginalLikelihood(features, rows, y, noise);
        double[] theta = Hyperparameters.prior(features.groups().size()).theta();
        boolean[] free = new boolean[theta.length];
        for (int i = 0; i < theta.length; i++) {
            free[i] = likelihood.bounds()[0][i] < likelihood.bounds()[1][i];
            theta[i] += free[i] ? 0.4 * random.nextGaussian() : 0;
        }
        double[] gradient = new double[theta.length];
        likelihood.valueAndGradient(theta, gradient);
        for (int i = 0; i < theta.length; i++) {
            if (free[i]) {
                assertThat(gradient[i])
                        .as("θ[%d]", i)
                        .isCloseTo(
                                slope(t -> likelihood.valueAndGradient(t, new double[t.length]), theta, i),
                                within(2e-8));
            }
        }
    }

    @Test
    void marginalLikelihood_ofPointsThatCoincideWithoutNoise_isNoNumberThatMisleads() {
        double[][] same = {{0.5, 0.5}, {0.5, 0.5}};
        double[] theta = THETA.clone();
        theta[7] = -800;

        assertThat(new MarginalLikelihood(FEATURES, same, new double[] {0, 1}, new double[2])
                        .valueAndGradient(theta, new double[10]))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void posterior_matchesTheReference() {
        double[][] predicted = posterior().predict(new double[][] {{0.55, 0.5}});

        assertThat(predicted[0][0]).isCloseTo(1.2815941995050331654, exactly());
        assertThat(predicted[1][0]).isCloseTo(0.083255038951885969566, exactly());
    }

    @Test
    void posterior_ofOneObservation_isTheClosedForm() {
        Kernel kernel = new Kernel(FEATURES, new Hyperparameters(2, THETA));
        Posterior one = Posterior.of(kernel, new double[][] {{0.3, 0.5}}, new double[] {2}, new double[] {0.5});
        double w = new Warp(1.3, 0.8).value(0.3) - 0.5;
        double k = 0.9 + 0.3 * (12 * w * w + 180 * w * w * w * w) + Kernel.MEAN_VARIANCE;

        double[][] there = one.predict(new double[][] {{0.3, 0.5}});

        assertThat(there[0][0]).isCloseTo(k / (k + 0.51) * 2, within(1e-12));
        assertThat(there[1][0]).isCloseTo(k - k * k / (k + 0.51), within(1e-12));
    }

    @Test
    void posterior_ofOneEarlyObservation_knowsOnlyTheLastingPartOfTheEnd() {
        Features features = new Features(SearchSpace.of(Parameter.real("x", 0, 1)), EPOCHS);
        double[] theta = {Math.log(0.5), Math.log(2), 0, 0, 0, 0, Math.log(0.9), Math.log(0.01), Math.log(0.3), -800};
        Kernel kernel = new Kernel(features, new Hyperparameters(2, theta));
        Posterior early = Posterior.of(kernel, new double[][] {{0.3, 0.4}}, new double[] {2}, new double[1]);
        double lasting = 0.3 * (12 * 0.2 * 0.2 + 180 * Math.pow(0.2, 4));
        double s = Math.sqrt(5) * 0.6 / 2;
        double across = 0.9 * (1 + s + s * s / 3) * Math.exp(-s) + lasting + Kernel.MEAN_VARIANCE;
        double there = 0.9 + lasting * (1 + 0.6 * 0.6) + Kernel.MEAN_VARIANCE;

        double[][] end = early.predict(new double[][] {{0.3, 1}});

        assertThat(end[0][0]).isCloseTo(across / (there + 0.01) * 2, within(1e-12));
        assertThat(end[1][0])
                .isCloseTo(0.9 + lasting + Kernel.MEAN_VARIANCE - across * across / (there + 0.01), within(1e-12));
    }

    @Test
    void posterior_whereTrialsDifferInTheirResource_hasTheGradientsOfItsValues() {
        double[] theta = Hyperparameters.prior(2).theta();
        theta[Hyperparameters.indexOfA(2, 1)] = 0.4;
        Kernel kernel = new Kernel(
                new Features(SearchSpace.of(Parameter.real("x", 0, 1)), EPOCHS), new Hyperparameters(2, theta));

        assertGradients(Posterior.of(kernel, ROWS, Y, NOISE));
    }

    @Test
    void posterior_slopeHasItsValuesAndTheirGradients() {
        assertGradients(posterior());
    }

    private static void assertGradients(Posterior posterior) {
        double[] at = {0.37, 0.81};
        Posterior.Gradient slope = posterior.gradient(at);

        assertThat(slope.mean()).isCloseTo(posterior.predict(new double[][] {at})[0][0], exactly());
        assertThat(slope.variance()).isCloseTo(posterior.predict(new double[][] {at})[1][0], exactly());
        for (int c = 0; c < 2; c++) {
            assertThat(slope.byMean()[c])
                    .isCloseTo(slope(x -> posterior.predict(new double[][] {x})[0][0], at, c), within(1e-8));
            assertThat(slope.byVariance()[c])
                    .isCloseTo(slope(x -> posterior.predict(new double[][] {x})[1][0], at, c), within(1e-8));
        }
    }

    @Test
    void posterior_thatGrows_isTheOneMadeAnew_toTheLastDigit() {
        Features features = new Features(PLANE, Resource.WHOLE);
        RandomGenerator random = Randomness.derive(3, 0, "test");
        int n = 60;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = features.of(PLANE.sample(random), 1);
        }
        double[] y = random.doubles(n, -1, 1).toArray();
        double[] noise = random.doubles(n, 0, 0.1).toArray();
        double[][] swapped = rows.clone(); // as when a trial ends late
        swapped[56] = rows[58];
        double[] louder = noise.clone();
        louder[2] *= 2;
        double[] bent = THETA.clone();
        bent[0] += 0.1;
        Kernel kernel = new Kernel(features, new Hyperparameters(2, THETA));
        Posterior before =
                Posterior.of(kernel, Arrays.copyOf(rows, 57), Arrays.copyOf(y, 57), Arrays.copyOf(noise, 57));

        assertSame(before.to(kernel, rows, y, noise), Posterior.of(kernel, rows, y, noise));
        assertSame(before.to(kernel, swapped, y, noise), Posterior.of(kernel, swapped, y, noise));
        assertSame(before.to(kernel, rows, y, louder), Posterior.of(kernel, rows, y, louder));
        assertSame(
                before.to(kernel, Arrays.copyOf(rows, 40), Arrays.copyOf(y, 40), Arrays.copyOf(noise, 40)),
                Posterior.of(kernel, Arrays.copyOf(rows, 40), Arrays.copyOf(y, 40), Arrays.copyOf(noise, 40)));
        Kernel other = new Kernel(features, new Hyperparameters(2, bent));
        assertSame(before.to(other, rows, y, noise), Posterior.of(other, rows, y, noise));
    }

    @Test
    void posterior_thatGrowsByAPointItHas_isTheOneMadeAnew() {
        double[] theta = THETA.clone();
        theta[7] = -800; // no noise, so that only a jitter keeps two that coincide apart
        Kernel kernel = new Kernel(FEATURES, new Hyperparameters(2, theta));
        double[][] rows = new double[17][];
        double[] y = new double[17];
        for (int i = 0; i < 17; i++) {
            rows[i] = new double[] {0.06 * i, 0.5 + 0.3 * Math.sin(3.0 * i)};
            y[i] = Math.cos(i);
        }
        rows[15] = rows[2];
        double[] noise = new double[17];
        Posterior before = Posterior.of(kernel, Arrays.copyOf(rows, 15), Arrays.copyOf(y, 15), new double[15]);
        Posterior after = before.to(kernel, Arrays.copyOf(rows, 16), Arrays.copyOf(y, 16), new double[16]);

        assertSame(after, Posterior.of(kernel, Arrays.copyOf(rows, 16), Arrays.copyOf(y, 16), new double[16]));
        assertSame(after.to(kernel, rows, y, noise), Posterior.of(kernel, rows, y, noise));
    }

    private static void assertSame(Posterior actual, Posterior expected) {
        double[][] points = {{0.55, 0.5}, {0.1, 0.93}, {0.8, 0.2}};
        assertThat(actual.work()).isEqualTo(expected.work());
        assertThat(actual.predict(points)).isEqualTo(expected.predict(points));
    }

    @Test
    void posterior_smoothsItsObservationsToItsMeans() {
        double[] smoothed = posterior().smoothed(Y, NOISE);

        assertThat(smoothed).containsExactly(posterior().predict(ROWS)[0], within(1e-10));
    }

    @Test
    void posterior_believing_keepsTheMeanAndLowersTheVarianceThere() {
        double[][] running = {{0.6, 0.1}};
        double[][] points = {{0.6, 0.1}, {0.58, 0.15}, {0.1, 0.2}};
        double[][] before = posterior().predict(points);
        double[][] after = posterior().fantasize(running).predict(points);

        assertThat(after[0]).containsExactly(before[0], within(1e-9));
        assertThat(after[1][0]).isLessThan(0.1 * before[1][0]);
        assertThat(after[1][1]).isLessThan(before[1][1]);
    }

    @Test
    void acquisition_matchesTheReference() {
        Acquisition acquisition = new Acquisition(posterior(), -1.5);

        assertThat(acquisition.values(new double[][] {{0.55, 0.5}})[0]).isCloseTo(-53.192155620709098954, exactly());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-300, -20, -1.5, 0.3, 4, 80})
    void acquisition_hasTheGradientOfItsValue(double incumbent) {
        Acquisition acquisition = new Acquisition(posterior(), incumbent);
        double[] at = {0.42, 0.33};
        double[] gradient = new double[2];

        double value = acquisition.valueAndGradient(at, gradient);

        assertThat(value).isCloseTo(acquisition.values(new double[][] {at})[0], exactly());
        for (int c = 0; c < 2; c++) {
            double expected = slope(x -> acquisition.valueAndGradient(x, new double[2]), at, c);
            assertThat(gradient[c]).isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-60, -1.2, 0.4, 9})
    void acquisition_underAConstraint_addsTheLogOfItsProbability(double limit) {
        Acquisition free = new Acquisition(posterior(), -1.5);
        Acquisition alone =
                new Acquisition(posterior(), Double.POSITIVE_INFINITY, List.of(new Feasibility(posterior(), limit)));
        Acquisition both = new Acquisition(posterior(), -1.5, List.of(new Feasibility(posterior(), limit)));
        double[] at = {0.42, 0.33};
        double[][] belief = posterior().predict(new double[][] {at});
        double[] gradient = new double[2];

        double value = both.valueAndGradient(at, gradient);

        assertThat(alone.values(new double[][] {at})[0])
                .isCloseTo(Normal.logCumulative((limit - belief[0][0]) / Math.sqrt(belief[1][0])), exactly());
        assertThat(value).isCloseTo(both.values(new double[][] {at})[0], exactly());
        assertThat(value)
                .isCloseTo(free.values(new double[][] {at})[0] + alone.values(new double[][] {at})[0], exactly());
        for (int c = 0; c < 2; c++) {
            double expected = slope(x -> both.valueAndGradient(x, new double[2]), at, c);
            assertThat(gradient[c]).isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
        }
    }

    /** A central difference, extrapolated once (Richardson). */
    private static double slope(ToDoubleFunction<double[]> f, double[] at, int i) {
        double h = 1e-3;
        return (4 * difference(f, at, i, h / 2) - difference(f, at, i, h)) / 3;
    }

    private static double difference(ToDoubleFunction<double[]> f, double[] at, int i, double h) {
        double[] above = Arrays.copyOf(at, at.length);
        double[] below = Arrays.copyOf(at, at.length);
        above[i] += h;
        below[i] -= h;
        return (f.applyAsDouble(above) - f.applyAsDouble(below)) / (2 * h);
    }
}
