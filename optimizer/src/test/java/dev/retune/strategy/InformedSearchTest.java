package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.History;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

class InformedSearchTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.real("rate", 1e-5, 1e-1).log(),
            Parameter.real("momentum", 0, 1),
            Parameter.integer("layers", 1, 8),
            Parameter.choice("activation", "relu", "tanh", "sigmoid"));

    private static final Simulation PROBLEM = Simulation.of(SPACE, StrategyContract::bowl);

    private enum Search {
        GAUSSIAN_PROCESS(GaussianProcessSearch.create()::prior),
        TPE(TpeSearch.create()::prior);

        private final Function<Prior, Strategy> maker;

        Search(Function<Prior, Strategy> maker) {
            this.maker = maker;
        }

        Strategy with(Prior prior) {
            return maker.apply(prior);
        }
    }

    private static Prior near(double u) {
        return Informed.around(SPACE.decode(new double[] {u, u, u, u}));
    }

    /** The optimum is at 0.6 everywhere; the prior says 0.65. */
    @ParameterizedTest
    @EnumSource
    void search_withAGoodPrior_isFaster(Search search) {
        double plain = PROBLEM.meanBest(seed -> search.with(Prior.none()), 10, 10);
        double informed = PROBLEM.meanBest(seed -> search.with(near(0.65)), 10, 10);

        assertThat(informed).isLessThan(0.6 * plain);
    }

    /** Where all values are the worst there are. */
    @ParameterizedTest
    @EnumSource
    void search_withAMisleadingPrior_recovers(Search search) {
        double informed = PROBLEM.meanBest(seed -> search.with(near(0)), 50, 10);

        assertThat(informed).isLessThan(0.02); // the prior's own centre has 1.3
    }

    @ParameterizedTest
    @EnumSource
    void propose_first_isWhatThePriorSays(Search search) {
        Configuration said =
                SPACE.configuration(Map.of("rate", 1e-3, "momentum", 0.9, "layers", 3, "activation", "tanh"));
        Configuration first = search.with(Informed.around(said))
                .propose(SPACE, History.empty(), Randomness.derive(1, 0, "test"))
                .orElseThrow()
                .configuration();

        assertThat(first).isEqualTo(said);
    }
}
