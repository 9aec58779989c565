package dev.retune.execution;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.study.StudyListener;
import dev.retune.study.Trial;
import dev.retune.study.TrialPrunedException;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class RunnerTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);
    private static final SearchSpace SPACE = SearchSpace.of(X);
    private static final Objective SQUARE = Objective.of(trial -> trial.get(X) * trial.get(X));

    private static StudyBuilder study(int trials) {
        return Study.over(SPACE).budget(Budget.trials(trials)).seed(3).strategy(RandomSearch.create());
    }

    @Test
    void run_onManyThreads_usesTheBudgetExactly() {
        Study study = study(500).build();
        Set<Integer> told = ConcurrentHashMap.newKeySet();
        study.addListener(new StudyListener() {
            @Override
            public void ended(TrialRecord trial) {
                assertThat(told.add(trial.number())).isTrue();
            }
        });

        Runner.parallel(8).run(study, trial -> {
            trial.report(1, 0);
            return SQUARE.evaluate(trial);
        });

        assertThat(told).hasSize(500);
        assertThat(study.trials()).hasSize(500).allSatisfy(t -> {
            double x = t.configuration().get(X);
            assertThat(t.value()).isEqualTo(x * x);
        });
        assertThat(study.best()).isEqualTo(study.history().best());
        assertThat(study.progress().completed()).isEqualTo(500);
    }

    @Test
    void run_sequentially_givesTheSameAsAskAndTell() {
        Study run = study(20).build();
        Study asked = study(20).build();
        Runner.sequential().run(run, SQUARE);
        while (asked.isOpen()) {
            Trial trial = asked.ask();
            asked.tell(trial, trial.get(X) * trial.get(X));
        }

        assertThat(run.trials())
                .extracting(TrialRecord::configuration)
                .isEqualTo(
                        asked.trials().stream().map(TrialRecord::configuration).toList());
    }

    private static int overflow(int depth) {
        return depth < 0 ? depth : depth + overflow(depth + 1);
    }

    @Test
    void run_whenTheObjectiveFails_failsThatTrialOnly_withItsReason() {
        Study study = study(9).build();

        Runner.sequential().run(study, trial -> switch (trial.number()) {
            case 0 -> throw new IllegalStateException("no data");
            case 1 -> Measurement.of(overflow(0));
            case 2 -> throw new OutOfMemoryError("Java heap space");
            case 3 -> throw new NoClassDefFoundError("org/example/Missing");
            case 4 -> Measurement.of(Double.NaN);
            case 5 -> throw new Exception();
            case 6 -> nothing();
            case 7 -> throw new InterruptedException("by itself");
            default -> Measurement.of(1);
        });

        List<String> reasons = study.trials().stream()
                .map(t -> t.outcome().orElseThrow() instanceof Outcome.Failed failed ? failed.reason() : "none")
                .toList();
        assertThat(reasons.get(0)).isEqualTo("IllegalStateException: no data");
        assertThat(reasons.get(1)).startsWith("StackOverflowError at dev.retune.execution.RunnerTest.overflow");
        assertThat(reasons.get(2)).isEqualTo("OutOfMemoryError: Java heap space");
        assertThat(reasons.get(3)).isEqualTo("NoClassDefFoundError: org/example/Missing");
        assertThat(reasons.get(4)).isEqualTo("the objective gave NaN");
        assertThat(reasons.get(5)).startsWith("Exception at dev.retune.execution.RunnerTest");
        assertThat(reasons.get(6)).isEqualTo("NullPointerException: the objective gave nothing");
        assertThat(reasons.get(7)).isEqualTo("InterruptedException: by itself");
        assertThat(reasons.get(8)).isEqualTo("none");
    }

    private static Measurement nothing() {
        return null;
    }

    @Test
    void run_whenTheObjectiveLeavesItsThreadInterrupted_goesOn() {
        Study study = study(3).build();

        Runner.sequential().run(study, trial -> {
            trial.report(1, 1);
            Thread.currentThread().interrupt();
            return Measurement.of(1);
        });

        assertThat(study.trials()).allMatch(t -> t.state() == State.COMPLETED);
    }

    @Test
    void run_ofAPrunedTrial_keepsItsLastValueAndTheReason() {
        Study study = study(1).pruner((running, history) ->
                        running.lastStep() == 2 ? Optional.of("worse than the median") : Optional.empty())
                .build();

        Runner.sequential().run(study, trial -> {
            trial.report(1, 0.5);
            trial.report(2, 0.25);
            return Measurement.of(1);
        });

        assertThat(study.trial(0).outcome())
                .contains(new Outcome.Pruned(Measurement.of(0.25), "worse than the median"));
        assertThat(study.trial(0).reports()).containsExactly(new Report(1, 0.5), new Report(2, 0.25));
    }

    @Test
    void run_ofAPrunedTrialWhoseObjectiveReturns_keepsWhatItMeasured() {
        Study study = study(1).pruner((running, history) -> Optional.of("worse on its folds"))
                .build();
        Measurement folds = Measurement.ofFolds(List.of(0.25, 0.75));

        Runner.sequential().run(study, trial -> {
            try {
                trial.report(1, 0.25);
            } catch (TrialPrunedException e) {
                return folds;
            }
            return Measurement.of(1);
        });

        assertThat(study.trial(0).outcome()).contains(new Outcome.Pruned(folds, "worse on its folds"));
    }

    @Test
    void run_whenOthersHoldTheLastTrials_waits_andTakesThemUpWhenTheirWorkerIsLost() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-01-01T00:00:00Z"));
        StudyStore store = new InMemoryStore(new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        Trial held = study(2).store(store, "s").build().ask();
        Study study = study(2).store(store, "s").build();
        CountDownLatch other = new CountDownLatch(1);
        study.addListener(new StudyListener() {
            @Override
            public void ended(TrialRecord trial) {
                other.countDown();
            }
        });
        Thread run = new Thread(() -> Runner.sequential().run(study, SQUARE));
        run.start();
        other.await();
        assertThat(study.closedBecause()).contains("all 2 trials are used");
        assertThat(study.isOver()).isFalse();
        now.updateAndGet(then -> then.plus(Duration.ofHours(1)));
        run.join();

        assertThat(study.trials()).hasSize(2).allMatch(t -> t.state() == State.COMPLETED);
        assertThat(study.isOver()).isTrue();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> held.note("late", true));
    }

    @Test
    void run_waitsForRunningTrials_whenTheStrategyDoes() {
        CountDownLatch second = new CountDownLatch(1);
        Study study = study(100)
                .strategy((space, history, random) -> {
                    int ended = history.in(State.COMPLETED).size();
                    return history.size() - ended >= 2 || history.size() >= 6
                            ? Optional.empty()
                            : Optional.of(Proposal.of(space.sample(random)));
                })
                .build();

        Runner.parallel(4).run(study, trial -> {
            if (trial.number() == 1) {
                second.countDown();
            }
            second.await();
            return SQUARE.evaluate(trial);
        });

        assertThat(study.trials()).hasSize(6).allMatch(t -> t.state() == State.COMPLETED);
        assertThat(study.closedBecause()).contains("the strategy has nothing left to propose");
    }

    @Test
    void stop_interruptsTrialsAndGivesThemBack_forAResumedRun() {
        Study study = study(10).build();
        Runner runner = Runner.parallel(2);
        CountDownLatch atWork = new CountDownLatch(2);
        AtomicInteger quick = new AtomicInteger();

        runner.run(study, trial -> {
            if (quick.incrementAndGet() <= 3) {
                return SQUARE.evaluate(trial);
            }
            atWork.countDown();
            atWork.await();
            runner.stop();
            new CountDownLatch(1).await(); // for ever
            return Measurement.of(0);
        });

        assertThat(study.trials()).filteredOn(t -> t.state() == State.COMPLETED).hasSize(3);
        assertThat(study.trials()).filteredOn(t -> t.state() == State.WAITING).hasSize(2);
        runner.run(study, SQUARE); // a stopped runner stays stopped
        assertThat(study.trials()).hasSize(5);

        Runner.parallel(2).run(study, SQUARE);
        Study whole = study(10).build();
        Runner.sequential().run(whole, SQUARE);
        assertThat(study.trials())
                .extracting(TrialRecord::configuration)
                .isEqualTo(
                        whole.trials().stream().map(TrialRecord::configuration).toList());
        assertThat(study.trials()).allMatch(t -> t.state() == State.COMPLETED);
    }

    @Test
    void stop_ofATrialThatReports_endsItAtTheNextReport() {
        Study study = study(1).build();
        Runner runner = Runner.sequential();

        runner.run(study, trial -> {
            runner.stop();
            Thread.interrupted(); // as code that swallows interrupts would
            trial.report(1, 1);
            throw new AssertionError("went on");
        });

        assertThat(study.trial(0).state()).isEqualTo(State.WAITING);
    }

    @Test
    void stop_ofATrialThatDoesNotEnd_givesItBackAfterTheGracePeriod_andIgnoresItsAnswer() throws Exception {
        Study study = study(1).build();
        Runner runner = Runner.sequential().grace(Duration.ofMillis(20));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);

        runner.run(study, trial -> {
            runner.stop();
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
            gone.countDown();
            return Measurement.of(-1);
        });
        assertThat(study.trial(0).state()).isEqualTo(State.WAITING);
        go.countDown();
        gone.await();
        Runner.sequential().run(study, SQUARE);

        assertThat(study.trial(0).value()).isNotNegative();
    }

    @Test
    void run_whenTheCallerIsInterrupted_stopsAndStaysInterrupted() {
        Study study = study(2).build();
        Thread caller = Thread.currentThread();

        Runner.sequential().run(study, trial -> {
            caller.interrupt();
            new CountDownLatch(1).await();
            return Measurement.of(0);
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(study.trial(0).state()).isEqualTo(State.WAITING);
    }

    @Test
    void run_whenTheStrategyFails_throwsWhatItThrew() {
        Study study = study(2).strategy((space, history, random) -> {
                    throw new IllegalStateException("a broken strategy");
                })
                .build();

        assertThatIllegalStateException()
                .isThrownBy(() -> Runner.parallel(3).run(study, SQUARE))
                .withMessage("a broken strategy");
    }

    /** A store whose studies fail to do something for so many times. */
    private static StudyStore failing(String what, AtomicInteger failures) {
        InMemoryStore store = new InMemoryStore();
        return (StudyStore) Proxy.newProxyInstance(
                RunnerTest.class.getClassLoader(), new Class<?>[] {StudyStore.class}, (proxy, method, arguments) -> {
                    StoredStudy study = store.open((StudyDefinition) arguments[0]);
                    return Proxy.newProxyInstance(
                            RunnerTest.class.getClassLoader(), new Class<?>[] {StoredStudy.class}, (p, m, a) -> {
                                if (m.getName().equals(what) && failures.getAndDecrement() > 0) {
                                    throw new StoreException("The store is away", null);
                                }
                                try {
                                    return m.invoke(study, a);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                });
    }

    @Test
    void run_whenTheStoreFailsForAWhile_losesNothing() {
        Study study =
                study(3).store(failing("finish", new AtomicInteger(2)), "s").build();

        Runner.sequential().run(study, SQUARE);

        assertThat(study.trials()).hasSize(3).allMatch(t -> t.state() == State.COMPLETED);
    }

    @Test
    void run_whenTheStoreFailsForGood_throwsWithWhatItCouldNotTell() {
        Study study =
                study(3).store(failing("finish", new AtomicInteger(1000)), "s").build();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new Run(study, trial -> Measurement.of(0.125), 1, Duration.ofSeconds(1), 2).run())
                .withMessage("The outcome of trial 0 (0.125) could not be stored: The store is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "note", "checkpoint", "saveCheckpoint"})
    void run_whenTheStoreFailsForAWhileInsideAnObjective_goesOnWithIt(String call) {
        Study study = study(1).store(failing(call, new AtomicInteger(2)), "s").build();
        AtomicInteger evaluated = new AtomicInteger();

        Runner.sequential().run(study, trial -> {
            evaluated.incrementAndGet();
            assertThat(trial.checkpoint()).isEmpty();
            trial.report(1, 0.5);
            trial.note("a", 1);
            trial.saveCheckpoint(new byte[] {1});
            return Measurement.of(0.25);
        });

        assertThat(evaluated).hasValue(1);
        assertThat(study.trial(0).value()).isEqualTo(0.25);
        assertThat(study.trial(0).reports()).containsExactly(new Report(1, 0.5));
        assertThat(study.trial(0).attributes()).containsEntry("a", 1);
    }

    @Test
    void stop_whileATrialWaitsForItsStore_givesItBack() {
        Runner runner = Runner.sequential();
        Study study =
                study(1).store(failing("note", new AtomicInteger(1000)), "s").build();

        runner.run(study, trial -> {
            runner.stop();
            trial.note("a", 1);
            throw new AssertionError("went on");
        });

        assertThat(study.trial(0).state()).isEqualTo(State.WAITING);
    }

    /** That is no fault of the trial. */
    @Test
    void run_whenTheStoreFailsInsideAnObjective_givesTheTrialBack() {
        Study study =
                study(3).store(failing("report", new AtomicInteger(2)), "s").build();
        Objective reporting = trial -> {
            trial.report(1, 0.5);
            return Measurement.of(0.5);
        };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new Run(study, reporting, 1, Duration.ofSeconds(1), 2).run())
                .withMessage("The store is away");
        assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.WAITING);

        Runner.sequential().run(study, reporting);
        assertThat(study.trials()).hasSize(3).allMatch(trial -> trial.state() == State.COMPLETED);
    }

    @Test
    void run_ofTwoStudiesAtOnce_isAnError() {
        Runner runner = Runner.sequential();
        Study other = study(1).build();
        Study study = study(1).build();

        runner.run(study, trial -> {
            runner.run(other, SQUARE);
            return Measurement.of(1);
        });

        assertThat(study.trial(0).outcome())
                .contains(new Outcome.Failed(
                        "IllegalStateException: This runner is running a study already: take another one"));
    }

    @Test
    void parallel_withoutThreads_isAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runner.parallel(0))
                .withMessage("A runner with 0 threads: it needs at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runner.sequential().grace(Duration.ofSeconds(-1)));
    }
}
