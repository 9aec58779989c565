package dev.retune.strategy.gp;

import dev.retune.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Informed;
import dev.retune.strategy.Prior;
import dev.retune.strategy.Simulation;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.trial.History;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class InformedGaussianProcessSearchTest extends StrategyContract {

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.real("rate", 1e-5, 1e-1).log(),
            Parameter.real("momentum", 0, 1),
            Parameter.integer("layers", 1, 8),
            Parameter.choice("activation", "relu", "tanh", "sigmoid"));

    private static final Simulation PROBLEM = Simulation.of(SPACE, StrategyContract::bowl);

    @Override
    protected Strategy strategy() {
        return Informed.of(GaussianProcessSearch.create()::prior);
    }

    @Override
    protected int trials() {
        return 14;
    }

    private static Prior near(double u) {
        return Informed.around(SPACE.decode(new double[] {u, u, u, u}));
    }

    /** The optimum is at 0.6 everywhere; the prior says 0.65. */
    @Test
    void search_withAGoodPrior_isFaster() {
        double plain = PROBLEM.meanBest(seed -> GaussianProcessSearch.create(), 10, 10);
        double informed =
                PROBLEM.meanBest(seed -> GaussianProcessSearch.create().prior(near(0.65)), 10, 10);

        assertThat(informed).isLessThan(0.6 * plain);
    }

    /** Where all values are the worst there are. */
    @Test
    void search_withAMisleadingPrior_recovers() {
        double informed =
                PROBLEM.meanBest(seed -> GaussianProcessSearch.create().prior(near(0)), 50, 10);

        assertThat(informed).isLessThan(0.02); // the prior's own centre has 1.3
    }

    @Test
    void propose_first_isWhatThePriorSays() {
        Configuration said =
                SPACE.configuration(Map.of("rate", 1e-3, "momentum", 0.9, "layers", 3, "activation", "tanh"));
        Configuration first = GaussianProcessSearch.create()
                .prior(Informed.around(said))
                .propose(SPACE, History.empty(), Randomness.derive(1, 0, "test"))
                .orElseThrow()
                .configuration();

        assertThat(first).isEqualTo(said);
    }
}
