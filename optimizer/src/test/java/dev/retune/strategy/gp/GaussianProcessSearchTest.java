package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Simulation;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.strategy.Surrogate;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.assertThat;

class GaussianProcessSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return GaussianProcessSearch.create();
    }

    @Override
    protected int trials() {
        return 16;
    }

    private static double distance(Configuration configuration, double... optimum) {
        double[] u = configuration.encode();
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += (u[i] - optimum[i]) * (u[i] - optimum[i]);
        }
        return sum;
    }

    @Test
    void search_onASmoothFunction_needsFarFewerTrialsThanRandomSearch() {
        SearchSpace space = SearchSpace.of(
                Parameter.real("rate", 1e-5, 1).log(), Parameter.real("momentum", 0, 1), Parameter.real("decay", 0, 1));
        Simulation simulation = Simulation.of(space, c -> distance(c, 0.2, 0.7, 0.4));

        double ours = simulation.meanBest(seed -> strategy(), 25, 5);
        double random = simulation.meanBest(seed -> RandomSearch.create(), 250, 5);

        assertThat(ours).isLessThan(0.2 * random);
    }

    @Test
    void search_findsAnOptimumInACornerExactly() {
        SearchSpace space = SearchSpace.of(
                Parameter.real("a", -1, 3), Parameter.integer("b", 1, 100), Parameter.choice("c", "x", "y", "z"));
        History history = Simulation.of(
                        space,
                        c -> (double) c.get("a")
                                - 0.02 * (int) c.get("b")
                                + (c.get("c").equals("y") ? 0 : 1))
                .run(strategy(), 20);

        assertThat(history.best().orElseThrow().configuration().toMap())
                .isEqualTo(Map.of("a", -1.0, "b", 100, "c", "y"));
    }

    @Test
    void search_amongBranches_findsTheBestOne() {
        ChoiceParameter<String> model = Parameter.choice("model", "a", "b", "c");
        SearchSpace space = SearchSpace.builder()
                .add(model)
                .add(Parameter.real("x", 0, 1), model.is("a"))
                .add(Parameter.real("y", 0, 1), model.is("b"))
                .add(Parameter.real("z", 0, 1), model.is("c"))
                .build();
        History history = Simulation.of(space, c -> {
                    double u = DoubleStream.of(c.encode())
                            .skip(1)
                            .filter(v -> !Double.isNaN(v))
                            .sum();
                    return c.get(model).equals("b") ? Math.abs(u - 0.3) : 0.2 + Math.abs(u - 0.6);
                })
                .run(strategy(), 30);

        assertThat(history.best().orElseThrow().configuration().get(model)).isEqualTo("b");
        assertThat(Simulation.best(history)).isLessThan(0.05);
    }

    @Test
    void search_learnsToAvoidWhatFails() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        History history = Simulation.ofOutcomes(
                        space,
                        (c, random) -> (double) c.get("x") > 0.5
                                ? new Outcome.Failed("diverged")
                                : Outcome.completed(distance(c, 0.45, 0.5)))
                .run(strategy(), 40);

        List<TrialRecord> late = history.trials().subList(20, 40);
        assertThat(late.stream().filter(t -> t.state() == State.FAILED).count()).isLessThanOrEqualTo(6);
    }

    /** The smallest x + y with xy of at least 1/4 is 1. */
    @Test
    void search_underAConstraintKnownAfterwards_findsTheBestThatKeepsIt() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        Simulation simulation = Simulation.ofOutcomes(space, (c, r) -> {
            double[] u = c.encode();
            return new Outcome.Completed(Measurement.of(u[0] + u[1]).constraints(List.of(0.25 - u[0] * u[1])));
        });

        assertThat(simulation.meanBest(seed -> strategy(), 25, 3)).isBetween(1.0, 1.01);
    }

    @Test
    void search_whenNothingKeepsTheConstraints_looksForWhatBreaksThemLeast() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        History history = Simulation.ofOutcomes(
                        space,
                        (c, r) -> new Outcome.Completed(
                                Measurement.of(0.0).constraints(List.of(1 + distance(c, 0.3, 0.8), -1.0))))
                .run(strategy(), 20);

        assertThat(history.trials().subList(12, 20))
                .anySatisfy(
                        t -> assertThat(distance(t.configuration(), 0.3, 0.8)).isLessThan(0.01));
    }

    @Test
    void search_inParallel_spreadsABatch() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        History history =
                Simulation.of(space, c -> distance(c, 0.3, 0.6)).workers(8).run(strategy(), 48);

        assertThat(new HashSet<>(history.trials().stream()
                        .map(TrialRecord::configuration)
                        .toList()))
                .hasSize(48);
        assertThat(Simulation.best(history)).isLessThan(1e-3);
    }

    @Test
    void search_afterAThousandTrials_stillProposes() {
        SearchSpace space =
                SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1), Parameter.real("z", 0, 1));
        Simulation simulation = Simulation.of(space, c -> distance(c, 0.3, 0.6, 0.2));
        History many = simulation.run(RandomSearch.create(), 1200);

        Configuration next = strategy()
                .propose(space, many, simulation.random(1200))
                .orElseThrow()
                .configuration();

        assertThat(distance(next, 0.3, 0.6, 0.2)).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {140, 1103})
    void propose_afterATrialThatEndsLate_isThatOfAFreshInstance(int trials) {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        Simulation simulation = Simulation.of(space, c -> distance(c, 0.3, 0.6));
        List<TrialRecord> all = simulation.run(RandomSearch.create(), trials).trials();
        List<TrialRecord> running = new ArrayList<>(all);
        TrialRecord late = all.get(40);
        running.set(
                40,
                TrialRecord.waiting(40, late.configuration(), 1, OptionalInt.empty())
                        .started(Instant.EPOCH));
        Strategy used = strategy();
        for (int n = trials - 4; n <= trials; n++) {
            History history = History.ofLosses(Resource.WHOLE, List.copyOf(running.subList(0, n)));
            assertThat(used.propose(space, history, simulation.random(n)))
                    .as("%d trials", n)
                    .isEqualTo(strategy().propose(space, history, simulation.random(n)));
        }
        History whole = History.ofLosses(Resource.WHOLE, all);

        assertThat(used.propose(space, whole, simulation.random(trials)))
                .isEqualTo(strategy().propose(space, whole, simulation.random(trials)));
    }

    @Test
    void surrogate_whereParametersActByThemselves_foreseesTheirCombinations() {
        SearchSpace space = SearchSpace.of(
                Parameter.choice("a", "p", "q", "r", "s", "t"),
                Parameter.choice("b", "u", "v", "w", "x"),
                Parameter.choice("c", "i", "j", "k"),
                Parameter.real("d", 0, 1));
        double[] effects = {0.3, 0, 0.8, 0.5, 0.1};
        Simulation simulation = Simulation.of(space, c -> {
            double[] u = c.encode();
            return effects[(int) (u[0] * 5)] + effects[(int) (u[1] * 4)] + effects[(int) (u[2] * 3)] + 0.5 * u[3];
        });
        Surrogate surrogate = GaussianProcessSearch.create()
                .surrogate(space, simulation.run(RandomSearch.create(), 30))
                .orElseThrow();

        double error = simulation.run(RandomSearch.create(), 300).trials().stream()
                .skip(30)
                .mapToDouble(t -> Math.abs(surrogate.predict(t.configuration()).median() - t.value()))
                .average()
                .orElseThrow();

        assertThat(error).isLessThan(0.1); // the values spread by 0.5
    }

    @Test
    void propose_afterAnotherRangeOfTheResource_proposesWhatAFreshInstanceDoes() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
        Simulation.Problem problem = (c, resource) -> Outcome.completed(distance(c, 0.3, 0.6) + 1 / resource);
        Strategy shared = (s, history, random) -> Optional.of(Proposal.of(s.sample(random), 1 + history.size() % 27));
        List<TrialRecord> trials = Simulation.ofOutcomes(space, problem)
                .resource(new Resource("epoch", 1, 27))
                .run(shared, 30)
                .trials();
        Strategy used = GaussianProcessSearch.create();

        for (double epochs : new double[] {27, 1000, 27}) {
            History history = History.ofLosses(new Resource("epoch", 1, epochs), trials);
            assertThat(used.propose(space, history, Randomness.derive(1, 30, "test")))
                    .isEqualTo(
                            GaussianProcessSearch.create().propose(space, history, Randomness.derive(1, 30, "test")));
        }
    }

    @Test
    void surrogate_predictsWithItsUncertainty() {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1));
        History history = Simulation.of(space, c -> 10 * distance(c, 0.5)).run(RandomSearch.create(), 30);
        Surrogate surrogate =
                GaussianProcessSearch.create().surrogate(space, history).orElseThrow();

        Surrogate.Prediction there = surrogate.predict(space.configuration(Map.of("x", 0.55)));

        assertThat(there.median()).isBetween(-0.1, 0.15);
        assertThat(there.low()).isLessThan(there.median());
        assertThat(there.high()).isGreaterThan(there.median());
        assertThat(GaussianProcessSearch.create().surrogate(space, History.empty()))
                .isEmpty();
    }
}
