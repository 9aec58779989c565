package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.TestData;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.study.Trial;
import dev.retune.study.TrialStoppedException;
import dev.retune.trial.Direction;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Folds of one trial on several threads. */
@Timeout(600)
class FoldExecutorTest {

    private static final Dataset DIGITS = TestData.digits(300);
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.integer("units", 4, 16), Parameter.choice("dropout", 0.2), Parameter.choice("epochs", 5));

    private static StudyBuilder study(SearchSpace space, int trials) {
        return Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(trials))
                .seed(3);
    }

    private static CrossValidatedObjective digits(int threads) {
        return CrossValidatedObjective.of(Learners.network(), DIGITS, CrossValidation.stratified(5, 1), Metric.ACCURACY)
                .threads(threads);
    }

    private static List<TrialRecord> run(StudyBuilder builder, CrossValidatedObjective objective) {
        Study study = builder.build();
        Runner.sequential().run(study, objective);
        return study.trials();
    }

    /** Three folds of a learner that does something at each step. */
    private static CrossValidatedObjective scripted(Runnable atStep) {
        return objective(ScriptedLearner.ofRounds(step -> atStep.run()), 3);
    }

    private static CrossValidatedObjective objective(Learner learner, int threads) {
        Dataset zeros = Dataset.of(
                NumericColumn.of("y", new double[12]),
                List.of(NumericColumn.of(
                        "x", IntStream.range(0, 12).asDoubleStream().toArray())));
        return CrossValidatedObjective.of(learner, zeros, CrossValidation.kFold(3, 1), Metric.MAE)
                .threads(threads);
    }

    private static List<String> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("-folds"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void evaluate_onAnyNumberOfThreads_isTheSame(int threads) {
        List<TrialRecord> one = run(study(SPACE, 3), digits(1));
        List<TrialRecord> more = run(study(SPACE, 3), digits(threads));

        for (int i = 0; i < 3; i++) {
            assertThat(more.get(i).measurement()).isEqualTo(one.get(i).measurement());
            assertThat(more.get(i).reports()).isEqualTo(one.get(i).reports());
            assertThat(more.get(i).attributes()).isEqualTo(one.get(i).attributes());
        }
        assertThat(helpers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void evaluate_whenFoldsDiverge_failsTheSameOnAnyNumberOfThreads(int threads) {
        SearchSpace wild = SearchSpace.of(
                Parameter.choice("layers", 0), Parameter.choice("learningRate", 5.0), Parameter.choice("epochs", 50));
        CrossValidatedObjective objective = CrossValidatedObjective.of(
                        Learners.network(), TestData.numbers(90, 1), CrossValidation.kFold(3, 1), Metric.RMSE)
                .threads(threads);

        TrialRecord trial = run(study(wild, 1), objective).get(0);
        TrialRecord expected = run(study(wild, 1), objective.threads(1)).get(0);

        assertThat(trial.state()).isEqualTo(State.FAILED);
        assertThat(trial.outcome()).isEqualTo(expected.outcome());
        assertThat(trial.attributes()).isEqualTo(expected.attributes());
    }

    @Test
    void evaluate_onThreeThreads_trainsThreeFoldsAtOnce() {
        CyclicBarrier together = new CyclicBarrier(3);
        CrossValidatedObjective objective = scripted(() -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        TrialRecord trial = run(study(ScriptedLearner.ofRounds(s -> {}).space(), 1), objective)
                .get(0);

        assertThat(trial.state()).isEqualTo(State.COMPLETED);
        assertThat(helpers()).isEmpty();
    }

    @Test
    void evaluate_whenInterrupted_endsAllFolds() throws Exception {
        CountDownLatch atWork = new CountDownLatch(3);
        CrossValidatedObjective objective = scripted(() -> {
            atWork.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
        Trial trial =
                study(ScriptedLearner.ofRounds(s -> {}).space(), 1).build().ask();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                objective.evaluate(trial);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        runner.start();
        atWork.await();

        runner.interrupt();
        runner.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(helpers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void evaluate_whenStoppedInALearnersOnlyStep_leavesOutTheFoldsThatWereNotBegun(boolean foldByFold) {
        AtomicReference<Trial> running = new AtomicReference<>();
        AtomicInteger begun = new AtomicInteger();
        CrossValidatedObjective lockstep = objective(
                ScriptedLearner.ofOneStep(rows -> {
                    begun.incrementAndGet();
                    running.get().stop("enough");
                }),
                1);
        CrossValidatedObjective objective = foldByFold ? lockstep.foldByFold() : lockstep;
        running.set(
                study(SearchSpace.of(Parameter.choice("rounds", 1)), 1).build().ask());

        assertThatThrownBy(() -> objective.evaluate(running.get()))
                .isInstanceOf(TrialStoppedException.class)
                .hasMessage("enough");
        assertThat(begun).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void evaluate_whenAStepGivesUpBecauseOfAnInterrupt_isInterruptedAndNotFailed(int threads) {
        CrossValidatedObjective objective = objective(
                ScriptedLearner.ofRounds(step -> {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("in the middle");
                }),
                threads);
        Trial trial =
                study(ScriptedLearner.ofRounds(s -> {}).space(), 1).build().ask();
        try {
            assertThatThrownBy(() -> objective.evaluate(trial)).isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(helpers()).isEmpty();
    }

    @Test
    void evaluate_whenPruned_leavesNoThread() {
        StudyBuilder pruning = study(SPACE, 1)
                .pruner((running, history) -> running.lastStep() == 2 ? Optional.of("hopeless") : Optional.empty());

        TrialRecord trial = run(pruning, digits(4)).get(0);

        assertThat(trial.state()).isEqualTo(State.PRUNED);
        assertThat(trial.measurement().orElseThrow().folds()).hasSize(5);
        assertThat(trial.value()).isEqualTo(trial.reports().get(1).value());
        assertThat(helpers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void evaluate_closesEachTrainingOnce(boolean foldByFold) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        CrossValidatedObjective lockstep =
                objective(ScriptedLearner.ofRounds(step -> {}).closing(closed::incrementAndGet), 2);
        Trial trial =
                study(ScriptedLearner.ofRounds(s -> {}).space(), 1).build().ask();

        (foldByFold ? lockstep.foldByFold() : lockstep).evaluate(trial);

        assertThat(closed).hasValue(3);
    }

    @Test
    void threads_belowOne_areRefused() {
        assertThatThrownBy(() -> digits(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 threads for the folds of a trial; at least 1 is needed");
    }
}
