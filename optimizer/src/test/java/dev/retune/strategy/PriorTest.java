package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PriorTest {

    private static final ChoiceParameter<String> ACTIVATION = Parameter.choice("activation", "relu", "tanh", "sigmoid");
    private static final SearchSpace SPACE = SearchSpace.builder()
            .add(Parameter.real("rate", 1e-4, 1).log())
            .add(ACTIVATION)
            .add(Parameter.integer("units", 10, 20))
            .add(Parameter.real("slope", 0, 1), ACTIVATION.is("tanh"))
            .add(Parameter.real("keep", 0.01, 0.99).logit())
            .add(Parameter.choice("batch", 16, 32, 64))
            .build();

    /**
     * The log scale from 1e-4 to 1 is 9.2103 wide, a factor of 3 is 0.11928 of it, and 0.01 is its middle; from SciPy:
     * {@code d = stats.truncnorm(-.5/s, .5/s, .5, s); np.log(.9 * d.pdf(u) + .1)} with
     * {@code s = np.log(3) / np.log(1e4)}.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 1.134688080721", "0.6, 0.796711421044", "0.05, -2.278444367602"})
    void log_ofANumber_isATruncatedNormalWithDoubt(double u, double expected) {
        PriorDensity density = Prior.none().around("rate", 0.01, 3).over(SPACE);

        assertThat(density.log(0, u)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void log_integratesToOne() {
        PriorDensity density = Prior.none()
                .around("rate", 0.5, 30)
                .weights("activation", Map.of("relu", 3, "tanh", 0))
                .around("units", 11, 2)
                .around("keep", 0.9, 4)
                .over(SPACE);

        for (int parameter : new int[] {0, 1, 4}) {
            double sum = IntStream.range(0, 30_000)
                    .mapToDouble(i -> Math.exp(density.log(parameter, (i + 0.5) / 30_000)))
                    .sum();
            assertThat(sum / 30_000).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void slope_isTheDerivative() {
        PriorDensity density = Prior.none().around("rate", 0.2, 5).over(SPACE);

        for (double u = 0.01; u < 1; u += 0.07) {
            double h = 1e-6;
            double difference = (density.log(0, u + h) - density.log(0, u - h)) / (2 * h);
            assertThat(density.slope(0, u)).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
        }
    }

    @Test
    void log_ofAnInactiveParameter_isNothing() {
        Prior prior = Prior.none().weights("activation", Map.of("relu", 2));
        double[] unit = {0.5, 1 / 6.0, 0.5, Double.NaN, 0.5, 0.5};

        assertThat(prior.around("slope", 0.3, 0.1).over(SPACE).log(unit))
                .isEqualTo(prior.over(SPACE).log(unit));
    }

    @Test
    void sample_followsThePrior() {
        PriorDensity density = Prior.none()
                .around("rate", 0.01, 2)
                .weights("activation", Map.of("relu", 6, "tanh", 3))
                .weights("batch", Map.of("16", 0, "64", 0))
                .over(SPACE);
        RandomGenerator random = Randomness.derive(3, 0, "test");
        Configuration[] drawn =
                IntStream.range(0, 10_000).mapToObj(i -> density.sample(random)).toArray(Configuration[]::new);

        assertThat(share(drawn, c -> c.get("activation").equals("relu"))).isCloseTo(0.9 * 0.6 + 0.1 / 3, within(0.02));
        assertThat(share(drawn, c -> c.get("batch").equals(32))).isCloseTo(0.9 + 0.1 / 3, within(0.02));
        // of a normal distribution .6827 lies within one standard deviation, of the uniform one 2 * 0.0753
        assertThat(share(drawn, c -> Math.abs(Math.log((double) c.get("rate") / 0.01)) < Math.log(2)))
                .isCloseTo(0.9 * 0.6827 + 0.1 * 0.1505, within(0.02));
    }

    private static double share(Configuration[] drawn, Predicate<Configuration> which) {
        return (double) Arrays.stream(drawn).filter(which).count() / drawn.length;
    }

    @Test
    void sample_whereThePriorBreaksTheConstraints_keepsThem() {
        SearchSpace space = SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .constraint("a <= 0.2")
                .build();
        PriorDensity density = Prior.none().around("a", 0.9, 0.05).over(space);

        assertThat(density.sample(Randomness.derive(1, 0, "test")).get("a"))
                .satisfies(a -> assertThat((double) a).isLessThanOrEqualTo(0.2));
        assertThat(density.mode(Randomness.derive(1, 0, "test"))).isEmpty();
    }

    @Test
    void over_ofWhatDoesNotFit_namesParameterValueAndRule() {
        assertRefused(Prior.none().around("rat", 0.1, 3), "No parameter 'rat' in the space; did you mean 'rate'?");
        assertRefused(Prior.none().around("rate", 5, 3), "Parameter 'rate' = 5 is outside [1.0E-4, 1]");
        assertRefused(
                Prior.none().around("rate", 0.1, 0.5),
                "The prior of 'rate' lies within 0.5 of 0.1: on a log scale it is a factor, above 1");
        assertRefused(
                Prior.none().around("units", 12, 0),
                "The prior of 'units' lies within 0.0 of 12: on a linear scale it is a difference, above 0");
        assertRefused(Prior.none().around("units", 12.5, 2), "Parameter 'units' needs a whole number, not 12.5");
        assertRefused(
                Prior.none().around("activation", 1, 2),
                "The prior of 'activation' names a number, but it is a choice: give its choices weights,"
                        + " such as {relu: 3}");
        assertRefused(
                Prior.none().weights("units", Map.of("12", 2)),
                "The prior of 'units' gives weights, but it is a number: say {around: 15, within: ...}");
        assertRefused(
                Prior.none().weights("activation", Map.of("relo", 2)),
                "The prior of 'activation' names 'relo', which is not among [relu, tanh, sigmoid]; did you"
                        + " mean 'relu'?");
        assertRefused(
                Prior.none().weights("activation", Map.of("relu", -1)),
                "The prior of 'activation' gives relu the weight -1: it must be 0 or more");
        assertRefused(
                Prior.none().weights("activation", Map.of("relu", 0, "tanh", 0, "sigmoid", 0)),
                "The prior of 'activation' gives weights of 0.0 in all: one at least must be above 0, and their"
                        + " sum finite");
    }

    private static void assertRefused(Prior prior, String message) {
        assertThatThrownBy(() -> prior.over(SPACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
