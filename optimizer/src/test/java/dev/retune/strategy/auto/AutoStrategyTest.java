package dev.retune.strategy.auto;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Simulation;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.trial.History;
import dev.retune.trial.Resource;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class AutoStrategyTest extends StrategyContract {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));

    @Override
    protected Strategy strategy() {
        return AutoStrategy.create();
    }

    @Override
    protected int trials() {
        return 12;
    }

    @Test
    void propose_withoutFidelity_isTheGaussianProcess() {
        Simulation simulation = Simulation.of(SPACE, StrategyContract::bowl);
        History history = simulation.run(RandomSearch.create(), 20);

        Optional<Proposal> proposal = strategy().propose(SPACE, history, simulation.random(20));

        assertThat(proposal).isEqualTo(GaussianProcessSearch.create().propose(SPACE, history, simulation.random(20)));
    }

    @Test
    void propose_withAResource_startsSmall() {
        Simulation simulation = Simulation.of(SPACE, StrategyContract::bowl).resource(new Resource("epochs", 1, 27));

        Proposal first = strategy()
                .propose(SPACE, History.ofLosses(new Resource("epochs", 1, 27), List.of()), simulation.random(0))
                .orElseThrow();

        assertThat(first.resource()).hasValue(1);
    }

    @Test
    void propose_afterThousandsOfTrials_staysInside() {
        Simulation simulation = Simulation.of(SPACE, StrategyContract::bowl);
        History many = simulation.run(RandomSearch.create(), 2500);

        assertThat(simulation.after(many).run(strategy(), 3).size()).isEqualTo(2503);
    }
}
