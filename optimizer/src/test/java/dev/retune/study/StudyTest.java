package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.pruning.Pruner;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StudyClosedException;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StudyTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);
    private static final SearchSpace SPACE = SearchSpace.of(X);

    /** Proposes what earlier values say, so that any difference in what it is shown shows in what it proposes. */
    private static final Strategy GREEDY = (space, history, random) -> {
        double around = history.best().map(t -> t.configuration().get(X)).orElse(0.0);
        double x = around
                + (random.nextDouble() - 0.5) / (1 + history.in(State.COMPLETED).size());
        return Optional.of(Proposal.of(space.configuration(Map.of("x", Math.max(-1, Math.min(1, x))))));
    };

    /** Proposes 0, 0.1, 0.2, ... up to a number of trials. */
    private static Strategy list(int length) {
        return (space, history, random) -> history.size() >= length
                ? Optional.empty()
                : Optional.of(Proposal.of(space.configuration(Map.of("x", history.size() / 10.0))));
    }

    /** Two processes that propose at the same time, from the same history. */
    @Test
    void ask_whenAnotherProcessProposesTheSameMeanwhile_proposesAnotherPoint() {
        StudyStore store = new InMemoryStore();
        List<Trial> others = new ArrayList<>();
        Study other = Study.over(SPACE)
                .budget(Budget.trials(10))
                .strategy(list(10))
                .store(store, "study")
                .build();
        Study study = Study.over(SPACE)
                .budget(Budget.trials(10))
                .strategy((space, history, random) -> {
                    if (others.isEmpty()) {
                        others.add(other.ask());
                    }
                    return list(10).propose(space, history, random);
                })
                .store(store, "study")
                .build();

        Trial trial = study.ask();

        assertThat(others.get(0).get(X)).isZero();
        assertThat(trial.get(X)).isEqualTo(0.1);
        assertThat(trial.number()).isZero();
    }

    /** A clock that tests move. */
    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2024-01-01T00:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static StudyBuilder study(int trials) {
        return Study.over(SPACE).budget(Budget.trials(trials)).seed(3);
    }

    private static void run(Study study) {
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, Math.abs(trial.get(X) - 0.3));
        }
    }

    private static List<Object> facts(Study study) {
        List<Object> facts = new ArrayList<>();
        study.trials().forEach(t -> facts.add(List.of(t.number(), t.configuration(), t.outcome())));
        return facts;
    }

    @Test
    void ask_untilTheBudgetIsSpent_givesExactlyItsTrials() {
        Study study = study(10).build();

        run(study);

        assertThat(study.trials()).hasSize(10).allMatch(t -> t.state() == State.COMPLETED);
        assertThat(study.closedBecause()).contains("all 10 trials are used");
        assertThat(study.tryAsk()).isEmpty();
        assertThatExceptionOfType(StudyClosedException.class)
                .isThrownBy(study::ask)
                .withMessage("Study 'study' is closed: all 10 trials are used. Give it a larger budget to continue");
    }

    @Test
    void build_withoutABudget_saysWhatToAdd() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Study.over(SPACE).build())
                .withMessageContaining("add .budget(Budget.trials(60))");
    }

    @Test
    void sequentialRun_withTheSameSeed_repeatsBitForBit() {
        Study one = study(30).strategy(GREEDY).build();
        Study same = study(30).strategy(GREEDY).build();
        Study other = study(30).strategy(GREEDY).seed(4).build();
        run(one);
        run(same);
        run(other);

        assertThat(facts(same)).isEqualTo(facts(one)).isNotEqualTo(facts(other));
    }

    @Test
    void sequentialRun_cutAnywhereAndResumed_endsLikeAnUninterruptedOne() {
        Study whole = study(12).strategy(GREEDY).build();
        run(whole);
        for (int cut = 0; cut < 12; cut++) {
            ManualClock clock = new ManualClock();
            InMemoryStore store = new InMemoryStore(clock);
            Study first = study(12).strategy(GREEDY).store(store, "s").build();
            for (int i = 0; i < cut; i++) {
                Trial trial = first.ask();
                first.tell(trial, Math.abs(trial.get(X) - 0.3));
            }
            Trial inFlight = first.ask(); // and its worker dies
            clock.forward(Duration.ofHours(1));

            Study resumed = study(12).strategy(GREEDY).store(store, "s").build();
            Trial again = resumed.ask();
            assertThat(again.number()).isEqualTo(inFlight.number());
            assertThat(again.configuration()).isEqualTo(inFlight.configuration());
            assertThat(again.seed()).isEqualTo(inFlight.seed());
            resumed.tell(again, Math.abs(again.get(X) - 0.3));
            run(resumed);

            assertThat(facts(resumed)).isEqualTo(facts(whole));
            assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> first.tell(inFlight, 1));
            assertThatExceptionOfType(TrialStoppedException.class).isThrownBy(() -> inFlight.report(1, 1));
        }
    }

    @Test
    void ask_givesEnqueuedTrialsFirst_andCountsThem() {
        Study study = study(3).build();
        assertThat(study.enqueue(Map.of("x", 0.25))).isZero();
        assertThat(study.enqueue(SPACE.configuration(Map.of("x", 0.5)))).isEqualTo(1);

        assertThat(study.ask().get(X)).isEqualTo(0.25);
        assertThat(study.ask().get(X)).isEqualTo(0.5);
        Trial proposed = study.ask();

        assertThat(proposed.number()).isEqualTo(2);
        assertThat(study.isOpen()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> study.enqueue(Map.of("x", 0.1)))
                .withMessageContaining("has all the 3 trials of its budget");
    }

    @Test
    void enqueueAfter_byTwoWhoStartAtOnce_addsEachTrialOnce() {
        InMemoryStore store = new InMemoryStore();
        Study one = study(3).store(store, "s").build();
        Study two = study(3).store(store, "s").build();

        assertThat(one.enqueueAfter(0, SPACE.configuration(Map.of("x", 0.1)))).isTrue();
        assertThat(two.enqueueAfter(0, SPACE.configuration(Map.of("x", 0.1)))).isFalse();
        assertThat(two.enqueueAfter(1, SPACE.configuration(Map.of("x", 0.2)))).isTrue();
        assertThat(one.enqueueAfter(1, SPACE.configuration(Map.of("x", 0.2)))).isFalse();
        assertThat(one.enqueueAfter(7, SPACE.configuration(Map.of("x", 0.3)))).isTrue();
        assertThat(one.enqueueAfter(8, SPACE.configuration(Map.of("x", 0.3)))).isFalse();
        assertThat(two.trials()).extracting(t -> t.configuration().get(X)).containsExactly(0.1, 0.2, 0.3);
    }

    @Test
    void monitor_showsWhoHoldsWhat_andTakesNothing() {
        ManualClock clock = new ManualClock();
        InMemoryStore store = new InMemoryStore(clock);
        Study study = study(3).store(store, "s").build();
        Monitor monitor = Monitor.of(store.find("s").orElseThrow());
        assertThat(monitor.look().held()).isEmpty();
        Trial trial = study.ask();
        trial.report(2, 0.5);
        clock.forward(Duration.ofSeconds(20));

        Monitor.View view = monitor.look();
        assertThat(view.now()).isEqualTo(clock.instant());
        assertThat(view.progress().running()).isEqualTo(1);
        assertThat(view.held()).singleElement().satisfies(held -> {
            assertThat(held.lease()).isEqualTo(trial.lease());
            assertThat(held.trial().orElseThrow().reports()).containsExactly(new Report(2, 0.5));
            assertThat(held.isLost()).isFalse();
        });
        clock.forward(Duration.ofHours(1));
        assertThat(monitor.look().held())
                .singleElement()
                .satisfies(held -> assertThat(held.isLost()).isTrue());
        study.tell(trial, 1);
        assertThat(monitor.look().held()).isEmpty();
        assertThat(monitor.look().progress().completed()).isEqualTo(1);
    }

    @Test
    void enqueue_outsideTheSpace_namesTheParameter() {
        Study study = study(3).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.enqueue(Map.of("x", 7)))
                .withMessageContaining("'x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        study.enqueue(SearchSpace.of(Parameter.real("y", 0, 1)).configuration(Map.of("y", 0.5))))
                .withMessageContaining("another space");
    }

    @Test
    void study_whoseStrategyHasNothingLeft_closes_andOpensForAnEnqueuedTrial() {
        Study study = study(100).strategy(list(3)).build();

        run(study);

        assertThat(study.trials()).hasSize(3);
        assertThat(study.closedBecause()).contains("the strategy has nothing left to propose");
        assertThat(study.tryAsk()).isEmpty();
        assertThat(study.enqueue(Map.of("x", 0.9))).isEqualTo(3);
        assertThat(study.isOpen()).isTrue();
        assertThat(study.ask().get(X)).isEqualTo(0.9);
    }

    @Test
    void ask_whenTheStrategyWaitsForARunningTrial_saysSo() {
        Study study = study(100).strategy(list(1)).build();
        Trial running = study.ask();

        assertThat(study.tryAsk()).isEmpty();
        assertThat(study.isOpen()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(study::ask)
                .withMessage("Study 'study' has no trial to assign until a running trial ends: tell one first");

        study.tell(running, 1);
        assertThat(study.isOpen()).isFalse();
    }

    @Test
    void ask_whenTheStrategyFails_usesTheNumberForTheNext() {
        boolean[] broken = {true};
        Study study = study(2).strategy((space, history, random) -> {
                    if (broken[0]) {
                        throw new IllegalStateException("no");
                    }
                    return GREEDY.propose(space, history, random);
                })
                .build();
        assertThatIllegalStateException().isThrownBy(study::ask).withMessage("no");
        broken[0] = false;

        assertThat(study.ask().number()).isZero();
        assertThat(study.ask().number()).isEqualTo(1);
    }

    @Test
    void ask_whenTheStrategyLeavesTheSpace_saysSo() {
        SearchSpace other = SearchSpace.of(Parameter.real("y", 0, 1));
        Study study = study(2).strategy(
                        (space, history, random) -> Optional.of(Proposal.of(other.configuration(Map.of("y", 0.5)))))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(study::ask)
                .withMessageContaining("a configuration of another space: y = 0.5");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void tell_aValueThatIsNotFinite_failsTheTrial(double value) {
        Study study = study(3).build();
        study.tell(study.ask(), value);
        study.tell(study.ask(), new Outcome.Pruned(Measurement.of(value), "bad"));

        assertThat(study.trials())
                .allSatisfy(t -> assertThat(t.outcome()).contains(new Outcome.Failed("the objective gave " + value)));
        assertThat(study.best()).isEmpty();
    }

    @Test
    void tell_twice_isAnError() {
        Study study = study(3).build();
        Trial trial = study.ask();
        study.tell(trial, 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> study.tell(trial, 2))
                .withMessage("Trial 0 was told already");
        assertThatIllegalStateException().isThrownBy(() -> study.release(trial));
        assertThat(study.trial(0).value()).isEqualTo(1);
    }

    @Test
    void tell_aTrialOfAnotherStudy_isAnError() {
        Study study = study(3).build();
        Trial other = study(3).build().ask();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.tell(other, 1))
                .withMessageContaining("is not of study 'study'");
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> study.trial(0));
    }

    @Test
    void release_makesTheTrialTheNext() {
        Study study = study(3).build();
        Trial trial = study.ask();
        trial.report(1, 0.5);
        study.release(trial);

        assertThat(study.trial(0).state()).isEqualTo(State.WAITING);
        Trial again = study.ask();
        assertThat(again.number()).isZero();
        assertThat(again.configuration()).isEqualTo(trial.configuration());
        assertThat(study.trial(0).reports()).containsExactly(new Report(1, 0.5));
    }

    @Test
    void report_whenThePrunerSaysStop_throwsWithoutAStackTrace() {
        List<TrialRecord> seen = new ArrayList<>();
        Pruner pruner = (running, history) -> {
            seen.add(running);
            assertThat(history.trials().get(0).lastStep()).isEqualTo(running.lastStep());
            return running.lastStep() == 2 ? Optional.of("hopeless") : Optional.empty();
        };
        Study study = study(3).goal(Direction.MAXIMIZE).pruner(pruner).build();
        Trial trial = study.ask();

        trial.report(1, 0.5);
        assertThat(trial.prunedBecause()).isEmpty();
        assertThatExceptionOfType(TrialPrunedException.class)
                .isThrownBy(() -> trial.report(2, 0.25))
                .withMessage("hopeless")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());

        assertThat(trial.prunedBecause()).contains("hopeless");
        assertThat(trial.lastReport()).contains(new Report(2, 0.25));
        assertThat(seen)
                .last()
                .satisfies(t -> assertThat(t.reports()).containsExactly(new Report(1, -0.5), new Report(2, -0.25)));
        assertThat(study.trial(0).reports()).containsExactly(new Report(1, 0.5), new Report(2, 0.25));
    }

    @Test
    void report_ofATrialThatStartsAnew_hidesItsLaterStepsFromThePruner() {
        List<Integer> steps = new ArrayList<>();
        Study study = study(3).pruner((running, history) -> {
                    steps.add(running.lastStep());
                    return Optional.empty();
                })
                .build();
        Trial first = study.ask();
        first.report(1, 0.5);
        first.report(2, 0.4);
        study.release(first);

        study.ask().report(1, 0.5);

        assertThat(steps).containsExactly(1, 2, 1);
        assertThat(study.trial(0).reports()).hasSize(2);
    }

    @Test
    void report_whenStoppedOrInterrupted_throwsWithoutAStackTrace() {
        Trial trial = study(3).build().ask();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(TrialStoppedException.class).isThrownBy(() -> trial.report(1, 1));
        assertThat(Thread.interrupted()).isTrue();

        trial.report(1, 1);
        trial.stop("enough");
        assertThatExceptionOfType(TrialStoppedException.class)
                .isThrownBy(() -> trial.report(2, 1))
                .withMessage("enough")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void report_ofStepZero_isAnError() {
        Trial trial = study(3).build().ask();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trial.report(0, 1))
                .withMessage("Trial 0 reports step 0: steps are counted from 1");
    }

    @Test
    void history_showsLosses_trialsTheUsersUnits() {
        Study study = study(3).goal(Direction.MAXIMIZE).build();
        Trial trial = study.ask();
        trial.report(1, 0.5);
        study.tell(trial, 0.75);

        assertThat(study.history().trials()).singleElement().satisfies(t -> {
            assertThat(t.value()).isEqualTo(-0.75);
            assertThat(t.reports()).containsExactly(new Report(1, -0.5));
        });
        assertThat(study.best().orElseThrow().value()).isEqualTo(0.75);
        assertThat(study.history()).isSameAs(study.history());
    }

    @Test
    void best_isTheBestCompletedTrialOfTheMostResource() {
        Study study = study(10).build();
        study.tell(study.ask(), new Outcome.Failed("no"));
        study.tell(study.ask(), new Outcome.Pruned(Measurement.of(-5), "no"));
        study.tell(study.ask(), 2);
        study.tell(study.ask(), Measurement.of(-9.0).constraints(List.of(0.1)));
        study.tell(study.ask(), 1);
        study.tell(study.ask(), 1);

        assertThat(study.best().orElseThrow().number()).isEqualTo(4);
        assertThat(study.best()).isEqualTo(study.history().best());
    }

    @Test
    void note_keepsValues_andRefusesOthers() {
        Study study = study(3).note("user", "me").build();
        Trial trial = study.ask();
        trial.note("epochs", 12);
        trial.note("cost", Double.NaN);
        trial.note("nested", Map.of("list", List.of(1.5f, true)));

        assertThat(study.trial(0).attributes())
                .isEqualTo(Map.of("epochs", 12, "cost", "NaN", "nested", Map.of("list", List.of(1.5, true))));
        assertThat(study.definition().notes()).isEqualTo(Map.of("user", "me"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trial.note("thread", new Thread()))
                .withMessageContaining("The note 'thread' is a Thread");
    }

    @Test
    void note_withAReservedKey_isRefused() {
        for (String key : List.of("retune.metric", "retune.", "deterministic.round")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> study(3).note(key, 3))
                    .withMessage(
                            "The key '%s' of a note is reserved for Retune, as all that begin with 'retune.':"
                                    + " take another one",
                            key);
        }
        assertThat(study(3).note("metric", "mine")
                        .reservedNote("retune.metric", "loss")
                        .build()
                        .definition()
                        .notes())
                .isEqualTo(Map.of("metric", "mine", "retune.metric", "loss"));
        assertThatIllegalArgumentException().isThrownBy(() -> study(3).reservedNote("metric", "loss"));
    }

    /** So its workers go on with the same rounds. */
    @Test
    void round_of01_isThatOfTheStudy() {
        StudyStore store = new InMemoryStore();
        Study created = study(3).store(store, "s").build();
        store.note("s", "deterministic.round", 3);

        assertThat(study(3).store(store, "s")
                        .deterministic(3)
                        .build()
                        .definition()
                        .space())
                .isEqualTo(created.definition().space());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study(3).store(store, "s").deterministic(4).build())
                .withMessageContaining("its rounds are of 3 trials, not of 4");
    }

    @Test
    void checkpoint_isItsOwn_orElseThatOfTheTrialItContinues() {
        Strategy promote = (space, history, random) -> history.size() == 0
                ? Optional.of(Proposal.of(space.configuration(Map.of("x", 0.5)), 1))
                : Optional.of(Proposal.continuing(0, history.trials().get(0).configuration(), 3));
        Study study =
                study(3).resource(new Resource("epoch", 1, 9)).strategy(promote).build();
        Trial first = study.ask();
        assertThat(first.checkpoint()).isEmpty();
        assertThat(first.resource()).isEqualTo(1);
        first.saveCheckpoint(new byte[] {1});
        study.tell(first, 1);

        Trial second = study.ask();
        assertThat(second.continues()).isEqualTo(OptionalInt.of(0));
        assertThat(second.checkpoint().orElseThrow()).containsExactly(1);
        second.saveCheckpoint(new byte[] {2});
        study.release(second);

        assertThat(study.ask().checkpoint().orElseThrow()).containsExactly(2);
    }

    @Test
    void progress_countsTimeAtWork_notPauses() {
        ManualClock clock = new ManualClock();
        InMemoryStore store = new InMemoryStore(clock);
        StudyBuilder builder =
                Study.over(SPACE).budget(Budget.time(Duration.ofSeconds(30))).store(store, "s");
        Study study = builder.build();
        Trial a = study.ask();
        clock.forward(Duration.ofSeconds(10));
        Trial b = study.ask();
        assertThat(study.progress().used()).isEqualTo(Duration.ofSeconds(10));
        clock.forward(Duration.ofSeconds(5));
        study.tell(a, 1);
        study.tell(b, 2);
        clock.forward(Duration.ofDays(1));

        Study resumed = builder.build();
        assertThat(resumed.progress().used()).isEqualTo(Duration.ofSeconds(15));
        Trial c = resumed.ask();
        clock.forward(Duration.ofSeconds(14));
        assertThat(resumed.isOpen()).isTrue();
        clock.forward(Duration.ofSeconds(1));

        assertThat(resumed.closedBecause()).contains("the time of 30s is used");
        resumed.tell(c, 1);
        assertThat(resumed.progress().used()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void progress_ofATrialWhoseWorkerIsGone_countsItAsWaiting_andItsTimeUntilItWasLastHeardOf() {
        ManualClock clock = new ManualClock();
        Study study = study(1).store(new InMemoryStore(clock), "s").build();
        Trial trial = study.ask();
        clock.forward(Duration.ofSeconds(20));
        study.stored().renew(trial.lease(), Duration.ofMinutes(1));
        assertThat(study.progress().running()).isEqualTo(1);
        assertThat(study.isOpen()).isFalse();
        clock.forward(Duration.ofHours(1));

        Progress progress = study.progress();
        assertThat(progress.running()).isZero();
        assertThat(progress.waiting()).isEqualTo(1);
        assertThat(progress.used()).isEqualTo(Duration.ofSeconds(20));
        assertThat(study.isOpen()).isTrue();
        assertThat(study.ask().number()).isZero();
    }

    @Test
    void progress_countsStates_resourceAndTrialsSinceTheBest() {
        Strategy rungs = (space, history, random) -> Optional.of(
                switch (history.size()) {
                    case 0, 1 -> Proposal.of(space.configuration(Map.of("x", 0.5)), 3);
                    case 2 -> Proposal.continuing(0, history.trials().get(0).configuration(), 9);
                    default -> Proposal.of(space.configuration(Map.of("x", 0.1)));
                });
        Study study = Study.over(SPACE)
                .resource(new Resource("epoch", 1, 27))
                .strategy(rungs)
                .budget(Budget.resource(40))
                .build();
        study.tell(study.ask(), 1); // 3
        study.tell(study.ask(), new Outcome.Failed("no")); // 3
        study.tell(study.ask(), 2); // 9 - 3
        assertThat(study.progress().resource()).isEqualTo(12);
        Trial pruned = study.ask();
        assertThat(study.progress().resource()).isEqualTo(39);
        assertThat(study.isOpen()).isTrue();
        pruned.report(5, 1);
        study.tell(pruned, new Outcome.Pruned(Measurement.of(1), "no")); // 5
        study.enqueue(Map.of("x", 0.3));

        Progress progress = study.progress();
        assertThat(progress.resource()).isEqualTo(17);
        assertThat(progress)
                .returns(1, Progress::waiting)
                .returns(0, Progress::running)
                .returns(2, Progress::completed)
                .returns(1, Progress::pruned)
                .returns(1, Progress::failed)
                .returns(4, Progress::ended)
                .returns(4, Progress::started)
                .returns(1, Progress::sinceBest);
        assertThat(progress.best().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void study_endsWithTheTargetOrWithoutImprovement() {
        Study target = study(100)
                .budget(Budget.target(0.05).orTrials(100))
                .strategy(list(100))
                .build();
        run(target);
        assertThat(target.closedBecause())
                .hasValueSatisfying(r -> assertThat(r).startsWith("the target of 0.05 is reached: trial 3 has"));

        Study patience =
                study(100).budget(Budget.noImprovementIn(4)).strategy(list(11)).build();
        run(patience);
        assertThat(patience.trials()).hasSize(8);
        assertThat(patience.closedBecause()).contains("no improvement in 4 trials");
    }

    @Test
    void listeners_hearEverything_andCannotDoHarm() {
        List<String> heard = new ArrayList<>();
        Study study = study(3).build();
        study.addListener(new StudyListener() {
            @Override
            public void started(TrialRecord trial) {
                throw new IllegalStateException("a broken listener");
            }
        });
        study.addListener(new StudyListener() {
            @Override
            public void started(TrialRecord trial) {
                heard.add("started " + trial.number());
            }

            @Override
            public void reported(TrialRecord trial, Report report) {
                heard.add("reported " + trial.number() + " " + report.value());
            }

            @Override
            public void ended(TrialRecord trial) {
                heard.add("ended " + trial.number() + " " + trial.value());
            }

            @Override
            public void released(TrialRecord trial) {
                heard.add("released " + trial.number());
            }
        });

        Trial first = study.ask();
        first.report(1, 0.5);
        study.tell(first, 0.25);
        study.release(study.ask());

        assertThat(heard).containsExactly("started 0", "reported 0 0.5", "ended 0 0.25", "started 1", "released 1");
    }

    @Test
    void twoStudyObjects_onOneStoredStudy_seeEachOther() {
        InMemoryStore store = new InMemoryStore();
        Study one = study(3).store(store, "s").build();
        Study two = study(3).store(store, "s").build();

        Trial trial = one.ask();
        assertThat(two.ask().number()).isEqualTo(1);
        one.tell(trial, 0.5);

        assertThat(two.best().orElseThrow().number()).isZero();
        assertThat(two.trials()).hasSize(2);
        assertThat(one.ask().number()).isEqualTo(2);
        assertThat(two.isOpen()).isFalse();
    }
}
