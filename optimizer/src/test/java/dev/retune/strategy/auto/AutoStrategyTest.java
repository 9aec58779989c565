package dev.retune.strategy.auto;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Simulation;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

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

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 42, 43, 300})
    void propose_whileTheLossFalls_isTheGaussianProcess(int trials) {
        History history = history(trials, number -> 1.0 / (1 + number));

        assertThat(proposal(strategy(), history)).isEqualTo(proposal(GaussianProcessSearch.create(), history));
    }

    @ParameterizedTest
    @CsvSource({"39, false", "42, false", "43, true", "44, false", "45, false", "46, false", "47, true"})
    void propose_atAStandstill_leavesEveryFourthTrialToTheParzenEstimator(int trials, boolean isDensity) {
        History history = history(trials, number -> Math.max(1 - 0.1 * number, 0.2));

        Strategy expected = isDensity ? TpeSearch.create() : GaussianProcessSearch.create();

        assertThat(proposal(strategy(), history)).isEqualTo(proposal(expected, history));
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

    private static History history(int trials, IntToDoubleFunction loss) {
        return StandstillTest.history(SPACE, trials, number -> Outcome.completed(loss.applyAsDouble(number)));
    }

    private static Optional<Proposal> proposal(Strategy strategy, History history) {
        return strategy.propose(SPACE, history, new Random(7));
    }
}
