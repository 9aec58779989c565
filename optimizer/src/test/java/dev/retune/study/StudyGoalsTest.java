package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.execution.Runner;
import dev.retune.pruning.Pruner;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyStore;
import dev.retune.strategy.GridSearch;
import dev.retune.strategy.QuasiRandomSearch;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.strategy.evolution.CmaEsSearch;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.halving.Hyperband;
import dev.retune.strategy.halving.SuccessiveHalving;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Studies of several targets, of limits, and of costs. */
class StudyGoalsTest {

    private static final RealParameter X = Parameter.real("x", 0, 1);
    private static final RealParameter Y = Parameter.real("y", 0, 1);
    private static final SearchSpace SPACE = SearchSpace.of(X, Y);
    private static final Goals SEVERAL = Goals.maximize("accuracy").and(Target.minimize("latency"));

    private static StudyBuilder study(int trials) {
        return Study.over(SPACE).budget(Budget.trials(trials)).seed(3).strategy(RandomSearch.create());
    }

    private static Study several(int trials) {
        return study(trials).goals(SEVERAL).build();
    }

    private static Measurement measured(double accuracy, double latency) {
        return Measurement.of("accuracy", accuracy).and("latency", latency);
    }

    // ---- who takes several targets

    static Stream<Strategy> searchingByOneValue() {
        return Stream.of(
                AutoStrategy.create(),
                GaussianProcessSearch.create(),
                TpeSearch.create(),
                CmaEsSearch.create(),
                SuccessiveHalving.create(),
                Hyperband.create(),
                Asha.create().inside(RandomSearch.create()),
                (space, history, random) -> RandomSearch.create().propose(space, history, random));
    }

    @ParameterizedTest
    @MethodSource("searchingByOneValue")
    void build_ofSeveralTargets_refusesAStrategyThatLooksAtOne(Strategy strategy) {
        StudyStore store = new InMemoryStore();
        StudyBuilder builder = study(5).goals(SEVERAL)
                .resource(new Resource("epoch", 1, 9))
                .strategy(strategy)
                .store(store, "s");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageStartingWith(strategy.getClass().getSimpleName())
                .withMessageEndingWith(
                        " searches by one value, but the study has 2 targets (maximize accuracy, minimize latency):"
                                + " take random, Sobol or grid search, which need none, or keep one target, and"
                                + " make limits of the"
                                + " others");
        assertThat(store.list()).isEmpty();
    }

    static Stream<Strategy> needingNoLoss() {
        return Stream.of(RandomSearch.create(), QuasiRandomSearch.of(1), GridSearch.of(3, 1));
    }

    @ParameterizedTest
    @MethodSource("needingNoLoss")
    void front_isOfWhatWasTold(Strategy strategy) {
        Study study = study(9).goals(SEVERAL).strategy(strategy).build();
        Runner.parallel(2).run(study, trial -> measured(trial.get(X), Math.pow(trial.get(X), 2) + trial.get(Y)));

        assertThat(study.trials()).hasSize(9).allMatch(trial -> trial.state() == State.COMPLETED);
        List<TrialRecord> front = study.front();
        assertThat(front).isNotEmpty().isSortedAccordingTo((a, b) -> Integer.compare(a.number(), b.number()));
        for (TrialRecord trial : study.trials()) {
            boolean beaten = study.trials().stream().anyMatch(other -> beats(other, trial));
            assertThat(front.contains(trial)).isEqualTo(!beaten);
        }
        assertThat(front).contains(study.recommended().orElseThrow());
        assertThat(study.progress().front()).isEqualTo(front);
        assertThat(study.progress().best()).isEmpty();
        assertThat(study.replay().differences()).isEmpty();
    }

    private static boolean beats(TrialRecord one, TrialRecord other) {
        double accuracy = value(one, "accuracy") - value(other, "accuracy");
        double latency = value(other, "latency") - value(one, "latency");
        return accuracy >= 0 && latency >= 0 && accuracy + latency > 0;
    }

    private static double value(TrialRecord trial, String metric) {
        return trial.measurement().orElseThrow().metric(metric).orElseThrow().value();
    }

    @Test
    void build_ofSeveralTargets_refusesPrunersAndBudgetsOfABestTrial() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> study(5).goals(SEVERAL).pruner(Pruner.median()).build())
                .withMessage(
                        "Pruners compare trials by one value, but the study has 2 targets (maximize accuracy, minimize"
                                + " latency): take Pruner.none(), or keep one target, and make limits of the others");
        for (Budget budget : List.of(Budget.target(3), Budget.noImprovementIn(3), Budget.nothingToGain())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> study(5).goals(SEVERAL)
                            .budget(Budget.trials(5).or(budget))
                            .build())
                    .withMessage(
                            "A budget of '%s' needs one best trial, but the study has 2 targets (maximize accuracy,"
                                    + " minimize latency): limit trials, time, resource or cost, or keep one"
                                    + " target, and make limits"
                                    + " of the others",
                            budget);
        }
    }

    @Test
    void replay_ofSeveralTargets_refusesAStrategyThatLooksAtOne() {
        StudyStore store = new InMemoryStore();
        study(3).goals(SEVERAL).store(store, "s").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(store.find("s").orElseThrow(), TpeSearch.create()))
                .withMessageStartingWith("TpeSearch searches by one value");
    }

    @Test
    void best_ofSeveralTargets_saysWhatToAsk() {
        Study study = several(3);
        assertThat(study.front()).isEmpty();
        assertThat(study.recommended()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(study::best)
                .withMessage("Study 'study' has 2 targets (maximize accuracy, minimize latency), so no single trial"
                        + " is the best:"
                        + " see its front()");
    }

    // ---- telling

    @Test
    void tell_whatDoesNotFit_isAnErrorThatChangesNothing() {
        Study study = several(3);
        Trial trial = study.ask();
        for (Measurement wrong : List.of(
                Measurement.of(0.5),
                Measurement.of("accuracy", 0.5),
                measured(0.5, 1).and("memory", 3),
                Measurement.ofValues(List.of(1.0, 2.0, 3.0)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> study.tell(trial, wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> study.tell(trial, new Outcome.Completed(wrong)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.tell(trial, 0.5))
                .withMessageContaining("one value without a name, but there are 2 targets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trial.report(1, 0.5))
                .withMessageContaining("name one of them");
        assertThatIllegalArgumentException().isThrownBy(() -> trial.report(1, "memory", 0.5));
        assertThat(study.trial(0).state()).isEqualTo(State.RUNNING);
        assertThat(study.trial(0).reports()).isEmpty();
        assertThat(trial.lastReport()).isEmpty();

        trial.report(1, "latency", 3);
        trial.report(1, "accuracy", 0.4);
        trial.report(1, "latency", 4);
        study.tell(trial, Measurement.ofValues(List.of(0.5, 12.0)));

        assertThat(study.trial(0).reports())
                .containsExactly(new Report(1, "accuracy", 0.4), new Report(1, "latency", 4));
        assertThat(study.trial(0).measurement()).contains(measured(0.5, 12));
        assertThat(study.front()).containsExactly(study.trial(0));
    }

    @Test
    void tell_otherConstraintsThanBefore_isAnError() {
        Study study = study(9).build();
        study.tell(study.ask(), Measurement.of(1).constraint("memory", -1).constraint("size", 2));
        Trial trial = study.ask();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.tell(trial, Measurement.of(1).constraint("memory", -1)))
                .withMessage("The measurement has the constraints [memory], but trials before had [memory, size]:"
                        + " tell the same"
                        + " in each");
        study.tell(trial, Measurement.of(1).constraint("size", 2).constraint("memory", -1));
        study.tell(study.ask(), new Outcome.Pruned(Measurement.of(1), "it has not come to them"));
        study.tell(study.ask(), 1);
        assertThat(study.trials()).hasSize(4);
    }

    /** What was not measured is not replaced by another metric. */
    @Test
    void tell_prunedWithoutTheTarget_hasNoLoss() {
        Study study = study(9).goals(Goals.maximize("accuracy").limit(Limit.atMost("memory", 512)))
                .build();

        study.tell(study.ask(), new Outcome.Pruned(Measurement.of("memory", 400), "slow"));

        assertThat(study.trial(0).value()).isNaN();
        assertThat(study.trial(0).measurement().orElseThrow().metric("memory")).isPresent();
        assertThat(study.history().trials().get(0).value()).isNaN();
        assertThat(study.history().trials().get(0).measurement().orElseThrow().metrics())
                .extracting(MetricValue::metric)
                .containsExactly("accuracy");
    }

    @Test
    void tell_whatIsNotFinite_failsTheTrialWithItsCost() {
        Study study = study(9).goals(SEVERAL.limit(Limit.atMost("memory", 5))).build();
        study.tell(study.ask(), measured(Double.NaN, 1).and("memory", 1).cost(3));
        study.tell(study.ask(), measured(1, 1).and("memory", Double.POSITIVE_INFINITY));
        study.tell(study.ask(), measured(1, 1).and("memory", 1).constraint("c", Double.NaN));
        study.tell(study.ask(), new Outcome.Pruned(Measurement.of(Double.NaN).cost(2), "early"));
        assertThat(study.trials())
                .extracting(trial -> trial.outcome().orElseThrow())
                .containsExactly(
                        new Outcome.Failed("the objective gave accuracy = NaN", OptionalDouble.of(3)),
                        new Outcome.Failed("the objective gave memory = Infinity"),
                        new Outcome.Failed("the objective gave 'c' = NaN"),
                        new Outcome.Failed("the objective gave NaN", OptionalDouble.of(2)));
    }

    @Test
    void run_anObjectiveThatForgetsAMetric_failsItsTrials() {
        Study study = several(2);
        Runner.sequential().run(study, trial -> Measurement.of("accuracy", 0.5).cost(2));
        assertThat(study.trials())
                .extracting(trial -> trial.outcome().orElseThrow())
                .containsOnly(new Outcome.Failed(
                        "The measurement has no 'latency', which is a target", OptionalDouble.of(2)));
    }

    // ---- limits

    @ParameterizedTest
    @MethodSource("searchingByOneValue")
    void limits_ofOneTarget_workWithEveryStrategy(Strategy strategy) {
        Study study = study(25)
                .goal(Target.maximize("accuracy"))
                .limit(Limit.atMost("latency", 0.5))
                .resource(new Resource("epoch", 1, 9))
                .strategy(strategy)
                .build();
        Runner.sequential()
                .run(study, trial -> Measurement.of(trial.get(X)).and("latency", trial.get(X) + trial.get(Y) / 9));

        assertThat(study.trials()).isNotEmpty();
        study.best().ifPresent(best -> assertThat(value(best, "latency")).isLessThanOrEqualTo(0.5));
        for (TrialRecord trial : study.history().trials()) {
            Measurement seen = trial.measurement().orElseThrow();
            assertThat(seen.metrics()).hasSize(1);
            assertThat(seen.value()).isEqualTo(-value(study.trial(trial.number()), "accuracy"));
            assertThat(seen.constraints())
                    .containsExactly(Map.entry("latency <= 0.5", value(study.trial(trial.number()), "latency") - 0.5));
        }
    }

    /**
     * The model of a limit leads the search to where it is kept: every strategy with a model finds it, random search
     * hardly.
     */
    @Test
    void limits_guideTheSearch() {
        Study study = study(40)
                .goal(Target.minimize("loss"))
                .limit(Limit.atLeast("room", 0.97))
                .strategy(GaussianProcessSearch.create())
                .build();
        Runner.sequential()
                .run(
                        study,
                        trial -> Measurement.of(trial.get(X) + trial.get(Y))
                                .and("room", 1 - Math.pow(trial.get(X) - 0.7, 2) - Math.pow(trial.get(Y) - 0.2, 2)));

        TrialRecord best = study.best().orElseThrow();
        assertThat(value(best, "room")).isGreaterThanOrEqualTo(0.97);
        assertThat(best.value()).isBetween(0.9 - Math.sqrt(0.06), 0.9 - Math.sqrt(0.06) + 0.06);
    }

    /** A told constraint and a limit of the same numbers are the same to a strategy. */
    @ParameterizedTest
    @MethodSource("searchingByOneValue")
    void limits_areToStrategiesWhatConstraintsAre(Strategy strategy) {
        StudyBuilder limited = study(20).goal(Target.minimize("loss")).limit(Limit.atMost("c", 0));
        StudyBuilder told = study(20).goal(Target.minimize("loss"));
        List<Configuration> one = proposals(
                limited.strategy(strategy), c -> Measurement.of(loss(c)).and("c", c.get(Y) - 0.3));
        List<Configuration> other =
                proposals(told.strategy(strategy), c -> Measurement.of(loss(c)).constraint("c", c.get(Y) - 0.3));
        assertThat(one).isEqualTo(other);
    }

    private static double loss(Configuration c) {
        return Math.pow(c.get(X) - 0.6, 2) - c.get(Y);
    }

    private interface Measuring {
        Measurement of(Configuration configuration);
    }

    private static List<Configuration> proposals(StudyBuilder builder, Measuring objective) {
        Study study = builder.resource(new Resource("epoch", 1, 9)).build();
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, objective.of(trial.configuration()));
        }
        return study.trials().stream().map(TrialRecord::configuration).toList();
    }

    // ---- costs

    @Test
    void cost_budget_sumsUpHoweverTrialsEnd() {
        Study study = study(99).budget(Budget.trials(99).orCost(10)).build();
        study.tell(study.ask(), Measurement.of(1).cost(4));
        study.tell(study.ask(), new Outcome.Failed("no", OptionalDouble.of(3)));
        assertThat(study.progress().cost()).isEqualTo(7);
        assertThat(study.budget().fraction(study.progress())).isEqualTo(0.7);
        assertThat(study.closedBecause()).isEmpty();
        study.tell(study.ask(), new Outcome.Pruned(Measurement.of(1).cost(3), "slow"));
        assertThat(study.closedBecause()).contains("the total cost of 10 is used");
        assertThat(study.tryAsk()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.cost(Double.POSITIVE_INFINITY))
                .withMessage("A budget of the cost Infinity: it must be finite, and above 0");
    }

    @Test
    void cost_thatNobodyTells_isTheSeconds() throws Exception {
        Study study = study(1).build();
        Trial trial = study.ask();
        Thread.sleep(20);
        study.tell(trial, 1);
        TrialRecord ended = study.trial(0);
        assertThat(ended.cost()).hasValue(ended.seconds().orElseThrow());
        assertThat(ended.cost().orElseThrow()).isGreaterThanOrEqualTo(0.02);
        assertThat(study.progress().cost()).isEqualTo(ended.cost().orElseThrow());
        Study other = study(1).build();
        assertThat(other.ask().record().cost()).isEmpty();
    }

    // ---- resuming

    @Test
    void build_ofAStudyWhoseTargetHasNoName_namesIt() {
        StudyStore store = new InMemoryStore();
        Study first = study(9).goal(Direction.MAXIMIZE).store(store, "s").build();
        first.tell(first.ask(), 0.5);
        assertThat(first.definition().goals()).isEqualTo(Goals.maximize("value"));

        Study named =
                study(9).goal(Target.maximize("accuracy")).store(store, "s").build();
        named.tell(named.ask(), 0.75);

        assertThat(named.definition().goals()).isEqualTo(Goals.maximize("accuracy"));
        assertThat(named.best().orElseThrow().value()).isEqualTo(0.75);
        assertThat(named.history().trials()).extracting(TrialRecord::value).containsExactly(-0.5, -0.75);
        study(9).goal(Direction.MAXIMIZE).store(store, "s").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        study(9).goal(Target.maximize("auc")).store(store, "s").build())
                .withMessageContaining("its goal is to maximize accuracy, not to maximize auc");
    }
}
