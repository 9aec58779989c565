package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RandomSpaces;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every strategy keeps; extend it and name the strategy. {@link Simulation} checks each single proposal: inside
 * the space, conditions respected, constraints kept.
 */
public abstract class StrategyContract {

    private static final Resource EPOCHS = new Resource("epoch", 1, 27);

    /** A new instance, always of the same settings. */
    protected abstract Strategy strategy();

    /** How many trials a test runs; fewer if the strategy is slow, but enough that its model is at work. */
    protected int trials() {
        return 30;
    }

    /** Whether a finite space is searched without repeats until all its points are used. */
    protected boolean usesUpFiniteSpaces() {
        return true;
    }

    /** Whether it may have nothing left to propose before the trials of a test are over. */
    protected boolean mayEnd() {
        return false;
    }

    /** What the studies share out; strategies that need a fidelity name one. */
    protected Resource resource() {
        return Resource.WHOLE;
    }

    private Simulation simulation(SearchSpace space, ToDoubleFunction<Configuration> loss) {
        return Simulation.of(space, loss).resource(resource());
    }

    private Simulation simulationOfOutcomes(SearchSpace space, Simulation.Problem problem) {
        return Simulation.ofOutcomes(space, problem).resource(resource());
    }

    // ---- spaces

    protected static SearchSpace mixed() {
        return SearchSpace.of(
                Parameter.real("rate", 1e-5, 1e-1).log(),
                Parameter.real("momentum", 0.5, 0.999).logit(),
                Parameter.integer("layers", 1, 4),
                Parameter.choice("activation", "relu", "tanh", "sigmoid"),
                Parameter.real("dropout", 0, 0.9).step(0.1));
    }

    protected static SearchSpace deep() {
        ChoiceParameter<String> model = Parameter.choice("model", "svm", "forest", "network");
        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "rbf", "polynomial");
        IntParameter layers = Parameter.integer("layers", 1, 3);
        ChoiceParameter<Boolean> drops = Parameter.bool("drops");
        return SearchSpace.builder()
                .add(model)
                .add(Parameter.real("cost", 1e-3, 1e3).log(), model.is("svm"))
                .add(kernel, model.is("svm"))
                .add(Parameter.real("gamma", 1e-3, 10).log(), kernel.in("rbf", "polynomial"))
                .add(Parameter.integer("degree", 2, 5), kernel.is("polynomial"))
                .add(Parameter.integer("trees", 10, 500).log(), model.is("forest"))
                .add(layers, model.is("network"))
                .add(Parameter.integer("units1", 8, 64), layers.atLeast(1))
                .add(Parameter.integer("units2", 8, 64), layers.atLeast(2))
                .add(drops, model.is("network"), layers.atLeast(2))
                .add(Parameter.real("dropout", 0, 0.5), drops.is(true))
                .build();
    }

    /** The plane below {@code a + b <= bound}. */
    protected static SearchSpace triangle(double bound) {
        return SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .add(Parameter.real("b", 0, 1))
                .constraint("a + b <= " + bound)
                .build();
    }

    /** Ten points. */
    protected static SearchSpace small() {
        ChoiceParameter<Boolean> flag = Parameter.bool("flag");
        return SearchSpace.builder()
                .add(flag)
                .add(Parameter.integer("n", 1, 4), flag.is(true))
                .add(Parameter.choice("c", "x", "y", "z"), flag.is(true))
                .constraint("n <= 3")
                .build();
    }

    /** A smooth bowl around the middle of the cube; inactive parameters cost nothing. */
    protected static double bowl(Configuration configuration) {
        return DoubleStream.of(configuration.encode())
                .filter(u -> !Double.isNaN(u))
                .map(u -> (u - 0.6) * (u - 0.6))
                .sum();
    }

    // ---- the space is respected

    @Test
    protected void propose_onAMixedSpace_staysInside() {
        assertAlive(simulation(mixed(), StrategyContract::bowl));
    }

    @Test
    protected void propose_onADeepConditionalSpace_respectsConditions() {
        assertAlive(simulation(deep(), StrategyContract::bowl));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    protected void propose_onRandomSpaces_staysInside(long seed) {
        assertAlive(simulation(RandomSpaces.any(seed), StrategyContract::bowl).seed(seed));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.05})
    protected void propose_underAConstraint_keepsIt(double bound) {
        assertAlive(simulation(triangle(bound), StrategyContract::bowl));
    }

    @Test
    protected void propose_withParametersOfASingleValue_goesOn() {
        Parameter<?>[] single = {
            Parameter.real("one", 3, 3), Parameter.integer("two", 2, 2).log(), Parameter.choice("three", "x")
        };
        assertAlive(simulation(SearchSpace.of(single), StrategyContract::bowl));
        assertAlive(simulation(
                SearchSpace.of(single[0], Parameter.real("x", 0, 1), single[1], single[2]), StrategyContract::bowl));
    }

    @Test
    protected void propose_inRangesOfNeighbouringNumbers_goesOn() {
        assertAlive(simulation(
                SearchSpace.of(
                        Parameter.real("log", 100, Math.nextUp(100.0)).log(),
                        Parameter.real("logit", 0.25, Math.nextUp(0.25)).logit(),
                        Parameter.real("linear", 1, Math.nextUp(1.0)),
                        Parameter.real("wide", -8e307, 8e307),
                        Parameter.real("x", 0, 1)),
                c -> (double) c.toMap().get("x")));
    }

    @Test
    protected void propose_with100Parameters_goesOn() {
        Parameter<?>[] many = new Parameter<?>[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 4 == 3 ? Parameter.choice("c" + i, "x", "y", "z") : Parameter.real("x" + i, 0, 1);
        }
        assertAlive(simulation(SearchSpace.of(many), StrategyContract::bowl));
    }

    // ---- whatever the trials came to

    @Test
    protected void propose_whenHistoryIsEmpty_proposes() {
        Simulation simulation = simulation(mixed(), StrategyContract::bowl);
        assertThat(simulation.run(strategy(), 1).size()).isEqualTo(1);
    }

    @Test
    protected void propose_whenAllFailed_goesOn() {
        assertAlive(simulationOfOutcomes(mixed(), (c, r) -> new Outcome.Failed("out of memory")));
    }

    @Test
    protected void propose_whenAllWerePruned_goesOn() {
        assertAlive(simulationOfOutcomes(deep(), (c, r) -> new Outcome.Pruned(Measurement.of(bowl(c)), "hopeless")));
    }

    @Test
    protected void propose_whenAllValuesAreEqual_goesOn() {
        assertAlive(simulation(mixed(), c -> 0.25));
    }

    @Test
    protected void propose_whenConstraintsAreBroken_goesOn() {
        assertAlive(simulationOfOutcomes(deep(), (c, r) -> {
            int kind = Math.floorMod(c.toString().hashCode(), 4);
            return kind == 0
                    ? new Outcome.Failed("NaN")
                    : new Outcome.Completed(
                            Measurement.of(bowl(c)).constraints(kind == 1 ? List.of() : List.of(kind - 2.5, bowl(c))));
        }));
    }

    @Test
    protected void propose_whenValuesAreExtreme_goesOn() {
        double[] values = {1e300, -1e300, 1e-300, 0.0, -1e-300, 1e300, 1.0};
        assertAlive(simulation(mixed(), c -> values[Math.floorMod(c.toString().hashCode(), values.length)]));
    }

    @Test
    protected void propose_whenValuesHardlyDiffer_goesOn() {
        double[] values = {0, 1e-310, 1e-312, Double.MIN_VALUE, 1};
        assertAlive(simulation(mixed(), c -> values[Math.floorMod(c.toString().hashCode(), values.length - 1)]));
        assertAlive(simulation(mixed(), c -> values[Math.floorMod(c.toString().hashCode(), values.length)]));
    }

    @Test
    protected void propose_whenOutcomesAreMixed_goesOn() {
        assertAlive(simulationOfOutcomes(deep(), (c, r) -> switch (Math.floorMod(
                c.toString().hashCode(), 3)) {
            case 0 -> new Outcome.Failed("NaN");
            case 1 -> new Outcome.Pruned(Measurement.of(bowl(c)), "hopeless");
            default -> new Outcome.Completed(Measurement.ofFolds(List.of(bowl(c), bowl(c) + 0.1, bowl(c) - 0.1)));
        }));
    }

    @Test
    protected void propose_whenTrialsDifferInResource_goesOn() {
        SearchSpace space = mixed();
        RandomGenerator random = Randomness.derive(5, 0, "earlier");
        List<TrialRecord> earlier = new ArrayList<>();
        for (int i = 0; i < 12; i++) { // the first four are promoted, and promoted again
            Configuration configuration =
                    i < 4 ? space.sample(random) : earlier.get(i - 4).configuration();
            TrialRecord trial = TrialRecord.waiting(
                    i, configuration, List.of(1, 3, 9).get(i / 4), i < 4 ? OptionalInt.empty() : OptionalInt.of(i - 4));
            for (int step = 1; step <= trial.resource(); step++) {
                trial = trial.reported(new Report(step, bowl(configuration) + 1.0 / step));
            }
            earlier.add(trial.started(Instant.EPOCH)
                    .ended(
                            Outcome.completed(trial.reports()
                                    .get(trial.reports().size() - 1)
                                    .value()),
                            Instant.EPOCH));
        }
        assertAlive(simulationOfOutcomes(space, (c, r) -> Outcome.completed(bowl(c) + 1 / r))
                .after(History.ofLosses(EPOCHS, earlier)));
    }

    // ---- a function of space, history and randomness

    @Test
    protected void propose_withTheSameSeed_isTheSame() {
        Simulation simulation = simulation(deep(), StrategyContract::bowl).workers(3);
        assertThat(configurations(simulation.run(strategy(), trials())))
                .isEqualTo(configurations(simulation.run(strategy(), trials())));
    }

    @Test
    protected void propose_ofAFreshInstance_isThatOfAUsedOne() {
        for (SearchSpace space : List.of(mixed(), deep(), small())) {
            Strategy used = strategy();
            Strategy both = (where, history, random) -> {
                long seed = random.nextLong();
                Optional<Proposal> proposal = used.propose(where, history, Randomness.derive(seed, 0, ""));
                assertThat(strategy().propose(where, history, Randomness.derive(seed, 0, "")))
                        .isEqualTo(proposal);
                return proposal;
            };
            assertAlive(simulation(space, StrategyContract::bowl).workers(2), both);
        }
    }

    @Test
    protected void propose_afterOtherHistoriesAndSpaces_isUnchanged() {
        Strategy used = strategy();
        for (SearchSpace space : List.of(small(), mixed(), small())) {
            Simulation simulation = simulation(space, StrategyContract::bowl);
            History own = simulation.run(strategy(), 8);
            Strategy another = (where, history, random) -> Optional.of(Proposal.of(where.sample(random)));
            History others = simulation.seed(9).run(another, 8);
            List<History> histories =
                    List.of(own, others, own, own.where(t -> t.number() % 2 == 0), own.where(t -> t.number() < 6), own);
            for (History history : histories) {
                assertThat(used.propose(space, history, simulation.random(8)))
                        .isEqualTo(strategy().propose(space, history, simulation.random(8)));
            }
        }
    }

    @Test
    protected void propose_whateverTheOrderInWhichABatchEnded_isTheSame() {
        Simulation simulation = simulation(mixed(), StrategyContract::bowl);
        List<TrialRecord> records =
                new ArrayList<>(simulation.run(strategy(), trials()).trials());
        Optional<Proposal> expected =
                strategy().propose(mixed(), History.ofLosses(resource(), records), simulation.random(100));
        List<TrialRecord> backwards = new ArrayList<>();
        for (TrialRecord trial : records) { // as if the last to start had been the first to end
            backwards.add(
                    trial.ended(trial.outcome().orElseThrow(), Instant.ofEpochSecond(1_000_000 - trial.number())));
        }
        Collections.shuffle(backwards, new Random(1));
        assertThat(strategy().propose(mixed(), History.ofLosses(resource(), backwards), simulation.random(100)))
                .isEqualTo(expected);
    }

    @Test
    protected void propose_bySeveralThreads_isAsByOne() throws Exception {
        Simulation simulation = simulation(deep(), StrategyContract::bowl);
        History history = simulation.run(strategy(), trials());
        Strategy shared = strategy();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Optional<Proposal>>> calls = new ArrayList<>();
            List<Optional<Proposal>> expected = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int n = i * history.size() / 12;
                History part = history.where(t -> t.number() < n);
                expected.add(strategy().propose(deep(), part, simulation.random(n)));
                calls.add(() -> shared.propose(deep(), part, simulation.random(n)));
            }
            List<Optional<Proposal>> found = new ArrayList<>();
            for (Future<Optional<Proposal>> call : threads.invokeAll(calls)) {
                found.add(call.get());
            }
            assertThat(found).isEqualTo(expected);
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- repeats

    @Test
    protected void propose_withManyRunning_proposesSomethingElse() {
        Simulation simulation = simulation(mixed(), StrategyContract::bowl);
        Strategy strategy = strategy();
        List<TrialRecord> records = new ArrayList<>(simulation.run(strategy, 8).trials());
        Set<Configuration> running = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            int number = records.size();
            Optional<Proposal> proposal =
                    strategy.propose(mixed(), History.ofLosses(resource(), records), simulation.random(number));
            assertThat(mayEnd() || proposal.isPresent()).isTrue();
            if (proposal.isPresent()) {
                assertThat(running.add(proposal.get().configuration())).isTrue();
                records.add(simulation.record(number, proposal.get()));
            }
        }
    }

    @Test
    protected void propose_onAFiniteSpace_usesItUpWithoutRepeats() {
        for (int workers : new int[] {1, 4}) {
            SearchSpace space = small();
            List<Configuration> tried = configurations(
                    simulation(space, StrategyContract::bowl).workers(workers).run(strategy(), 10));
            if (usesUpFiniteSpaces()) {
                assertThat(tried).hasSameElementsAs(space.enumerate().toList()).hasSize(10);
            }
        }
    }

    @Test
    protected void propose_onAFiniteSpaceThatIsUsedUp_goesOn() {
        Simulation simulation = simulation(small(), StrategyContract::bowl);
        History history = simulation.run(strategy(), 25);
        assertThat(history.size()).isBetween(mayEnd() ? 1 : 25, 25);
    }

    @Test
    protected void propose_onAFiniteSpace_countsWhatWasEnqueued() {
        SearchSpace space = small();
        List<TrialRecord> enqueued = new ArrayList<>();
        enqueued.add(TrialRecord.waiting(
                0, space.configuration(Map.of("flag", false)), resource().max(), OptionalInt.empty()));
        enqueued.add(TrialRecord.waiting(
                1,
                space.configuration(Map.of("flag", true, "n", 2, "c", "y")),
                resource().max(),
                OptionalInt.empty()));
        List<Configuration> tried = configurations(simulation(space, StrategyContract::bowl)
                .after(History.ofLosses(resource(), enqueued))
                .run(strategy(), 8));
        if (usesUpFiniteSpaces()) {
            assertThat(tried).hasSameElementsAs(space.enumerate().toList()).hasSize(10);
        }
    }

    private void assertAlive(Simulation simulation) {
        assertAlive(simulation, strategy());
    }

    private void assertAlive(Simulation simulation, Strategy strategy) {
        int before = simulation.earlier().size();
        History history = simulation.run(strategy, trials());
        assertThat(history.size()).isGreaterThan(before);
        if (!mayEnd()) {
            assertThat(history.size()).isEqualTo(before + trials());
        }
    }

    /** The configurations of a history in the order of its trials. */
    protected static List<Configuration> configurations(History history) {
        return history.trials().stream().map(TrialRecord::configuration).toList();
    }
}
