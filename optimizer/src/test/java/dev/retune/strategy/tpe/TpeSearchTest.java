package dev.retune.strategy.tpe;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Simulation;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class TpeSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return TpeSearch.create();
    }

    private static SearchSpace cube(int dimensions) {
        return SearchSpace.of(IntStream.range(0, dimensions)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter<?>[]::new));
    }

    private static void assertFarBetterThanRandom(Simulation simulation) {
        double random = simulation.meanBest(seed -> RandomSearch.create(), 60, 10);
        double tpe = simulation.meanBest(seed -> TpeSearch.create(), 60, 10);
        assertThat(tpe).isLessThan(0.5 * random);
    }

    @Test
    void propose_onASmoothProblem_beatsRandomSearch() {
        assertFarBetterThanRandom(Simulation.of(cube(5), StrategyContract::bowl));
    }

    @Test
    void propose_onAConditionalSpace_beatsRandomSearch() {
        ChoiceParameter<String> model = Parameter.choice("model", "a", "b", "c");
        SearchSpace space = SearchSpace.builder()
                .add(model)
                .add(Parameter.real("x", 0, 1))
                .add(Parameter.real("y", 0, 1), model.is("b"))
                .add(Parameter.integer("n", 1, 30), model.is("c"))
                .build();
        assertFarBetterThanRandom(Simulation.of(space, c -> {
            double choice = c.encode()[0] - 0.6;
            return bowl(c) - choice * choice + (c.get(model).equals("c") ? 0 : 0.1);
        }));
    }

    /** The optimum is the corner where every coordinate is an end of its range. */
    @Test
    void propose_whenTheOptimumIsACorner_findsItExactly() {
        double corner = Simulation.of(cube(4), c -> Arrays.stream(c.encode()).sum())
                .meanBest(seed -> TpeSearch.create(), 80, 10);
        assertThat(corner).isLessThan(0.01);
    }

    @Test
    void propose_whenTheOptimumIsInside_closesIn() {
        double inside = Simulation.of(cube(2), StrategyContract::bowl).meanBest(seed -> TpeSearch.create(), 80, 10);
        assertThat(inside).isLessThan(1e-3);
    }

    @Test
    void propose_underATightConstraint_beatsRandomSearch() {
        assertFarBetterThanRandom(Simulation.of(triangle(0.5), TpeSearchTest::towardsTheEdge));
    }

    private static double towardsTheEdge(Configuration configuration) {
        double a = configuration.encode()[0];
        double b = configuration.encode()[1];
        return 0.5 - a - b + 0.2 * Math.abs(a - 0.1);
    }
}
