package dev.retune.strategy.tpe;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MixtureTest {

    private static final int DRAWS = 200_000;

    /** Continuous, coarse and unordered parameters, two of which depend on others. */
    private static SearchSpace tree() {
        ChoiceParameter<String> model = Parameter.choice("model", "linear", "forest", "net");
        return SearchSpace.builder()
                .add(model)
                .add(Parameter.real("rate", 1e-4, 1).log())
                .add(Parameter.integer("trees", 1, 6), model.is("forest"))
                .add(Parameter.real("dropout", 0, 1), model.in("net", "forest"))
                .build();
    }

    private static Mixture uniform(Axes axes) {
        return new Mixture(axes, List.of(), new double[0], 1);
    }

    /** Observations at the ends of the ranges too, with uneven weights. */
    private static Mixture mixture(Axes axes, RandomGenerator random, double narrowing) {
        List<double[]> rows =
                Stream.generate(() -> uniform(axes).draw(random)).limit(6).toList();
        rows.get(0)[1] = 0;
        rows.get(1)[1] = 1;
        return new Mixture(axes, rows, new double[] {1, 2, 0.5, 0, 1, 1.5}, narrowing);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1})
    void logDensity_overTheSpace_integratesToOne(double narrowing) {
        Axes axes = new Axes(tree());
        RandomGenerator random = Randomness.derive(1, 0, "mixture");
        Mixture mixture = mixture(axes, random, narrowing);
        Mixture uniform = uniform(axes);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double[] row = uniform.draw(random);
            sum += Math.exp(mixture.logDensity(row) - uniform.logDensity(row));
        }
        assertThat(sum / DRAWS).isCloseTo(1, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1})
    void draw_hasTheDensityThatItTells(double narrowing) {
        Axes axes = new Axes(tree());
        RandomGenerator random = Randomness.derive(2, 0, "mixture");
        Mixture mixture = mixture(axes, random, narrowing);
        Mixture uniform = uniform(axes);
        double all = 0;
        double nearLow = 0; // of the uniform distribution, in three regions whose masses are known
        double atLow = 0;
        double forest = 0;
        for (int i = 0; i < DRAWS; i++) {
            double[] row = mixture.draw(random);
            double weight = Math.exp(uniform.logDensity(row) - mixture.logDensity(row));
            all += weight;
            nearLow += row[1] > 0 && row[1] < 0.02 ? weight : 0;
            atLow += row[1] == 0 ? weight : 0;
            forest += row[0] == 1 ? weight : 0;
        }
        assertThat(all / DRAWS).isCloseTo(1, within(0.02));
        assertThat(nearLow / DRAWS).isCloseTo(0.98 * 0.02, within(0.003));
        assertThat(atLow / DRAWS).isCloseTo(0.01, within(0.002));
        assertThat(forest / DRAWS).isCloseTo(1 / 3.0, within(0.01));
    }

    @Test
    void draw_aroundAnObservationAtAnEnd_oftenStaysThere() {
        Axes axes = new Axes(SearchSpace.of(Parameter.real("x", 0, 1)));
        Mixture mixture = new Mixture(axes, List.of(new double[] {1}), new double[] {100}, 0.2);
        RandomGenerator random = Randomness.derive(3, 0, "mixture");
        long stays = Stream.generate(() -> mixture.draw(random))
                .limit(1000)
                .filter(r -> r[0] == 1)
                .count();
        assertThat(stays).isBetween(650L, 850L);
    }

    @Test
    void row_andConfiguration_areInverse() {
        SearchSpace space = tree();
        Axes axes = new Axes(space);
        Configuration net = space.configuration(Map.of("model", "forest", "rate", 0.25, "trees", 4, "dropout", 0.5));
        assertThat(axes.row(net)[0]).isEqualTo(1);
        assertThat(axes.row(net)[2]).isEqualTo(3);
        assertThat(axes.configuration(axes.row(net)).get("trees")).isEqualTo(4);
        Configuration linear = space.configuration(Map.of("model", "linear", "rate", 1.0));
        assertThat(axes.configuration(axes.row(linear))).isEqualTo(linear);
        assertThat(Arrays.stream(axes.row(linear)).filter(Double::isNaN).count())
                .isEqualTo(2);
    }
}
