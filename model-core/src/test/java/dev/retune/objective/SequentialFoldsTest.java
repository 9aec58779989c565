package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.execution.Runner;
import dev.retune.learner.Learners;
import dev.retune.learner.TestData;
import dev.retune.pruning.Pruner;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.study.StudyListener;
import dev.retune.study.Trial;
import dev.retune.study.TrialStoppedException;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SequentialFoldsTest {

    private static final Dataset DIGITS = TestData.digits(300);
    private static final SearchSpace RATES = SearchSpace.of(
            Parameter.real("learningRate", 1e-6, 1).log(),
            Parameter.choice("units", 16),
            Parameter.choice("epochs", 4));
    private static final SearchSpace ONE = SearchSpace.of(
            Parameter.choice("units", 16), Parameter.choice("epochs", 6), Parameter.choice("dropout", 0.2));

    private static CrossValidatedObjective inLockstep() {
        return CrossValidatedObjective.of(
                Learners.network(), DIGITS, CrossValidation.stratified(5, 1), Metric.ACCURACY);
    }

    private static StudyBuilder study(SearchSpace space, int trials) {
        return Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(trials))
                .strategy(RandomSearch.create())
                .seed(11);
    }

    private static List<TrialRecord> run(StudyBuilder builder, CrossValidatedObjective objective) {
        Study study = builder.build();
        Runner.sequential().run(study, objective);
        return study.trials();
    }

    private static List<Double> scores(TrialRecord trial) {
        return trial.measurement().orElseThrow().folds();
    }

    @Test
    void evaluate_foldByFold_scoresAsInLockstepAndReportsEachFold() {
        TrialRecord trial = run(study(ONE, 1), inLockstep().foldByFold()).get(0);
        TrialRecord expected = run(study(ONE, 1), inLockstep()).get(0);

        assertThat(scores(trial)).isEqualTo(scores(expected));
        assertThat(trial.attributes().get("trainingLoss"))
                .isEqualTo(expected.attributes().get("trainingLoss"));
        assertThat(trial.reports())
                .isEqualTo(IntStream.range(0, 5)
                        .mapToObj(i -> new Report(i + 1, scores(trial).get(i)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void evaluate_racing_cutsBadTrialsWhichKeepTheirFolds(int threads) {
        List<TrialRecord> trials = run(
                study(RATES, 16).pruner(Pruner.foldRacing(0.05)),
                inLockstep().foldByFold().threads(threads));
        List<TrialRecord> all = run(study(RATES, 16), inLockstep());

        List<TrialRecord> pruned =
                trials.stream().filter(t -> t.state() == State.PRUNED).toList();
        assertThat(pruned).hasSizeGreaterThan(3).allMatch(t -> scores(t).size() < 5);
        for (TrialRecord trial : pruned) {
            List<Double> expected = scores(all.get(trial.number()));
            assertThat(scores(trial)).isEqualTo(expected.subList(0, trial.lastStep()));
            assertThat(trial.value())
                    .isCloseTo(Measurement.ofFolds(scores(trial)).value(), within(1e-12));
        }
        double best = all.stream().mapToDouble(TrialRecord::value).max().orElseThrow();
        assertThat(trials.stream().filter(t -> t.state() == State.COMPLETED).mapToDouble(TrialRecord::value))
                .contains(best);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void evaluate_whenStoppedAndHandedOutAgain_endsAsIfThereHadBeenNoPause(int threads) throws Exception {
        TrialRecord expected = run(study(ONE, 1), inLockstep().foldByFold()).get(0);
        Study study = study(ONE, 1).build();
        Trial first = study.ask();
        study.addListener(new StudyListener() {
            @Override
            public void reported(TrialRecord trial, Report report) {
                if (report.step() == 2) {
                    first.stop("enough for today");
                }
            }
        });
        CrossValidatedObjective objective = inLockstep().foldByFold().threads(threads);
        assertThatThrownBy(() -> objective.evaluate(first)).isInstanceOf(TrialStoppedException.class);
        study.release(first);
        Trial second = study.ask();

        study.tell(second, objective.evaluate(second));

        TrialRecord trial = study.trials().get(0);
        assertThat(scores(trial)).isEqualTo(scores(expected));
        assertThat(trial.reports()).isEqualTo(expected.reports());
        assertThat(trial.attributes().get("trainingLoss"))
                .isEqualTo(expected.attributes().get("trainingLoss"));
    }

    @Test
    void evaluate_whenALaterFoldFails_hasReportedTheOthersOnAnyNumberOfThreads() {
        for (int threads : new int[] {1, 2, 8}) {
            ScriptedLearner learner = ScriptedLearner.ofOneStep(rows -> {
                if (((NumericColumn) rows.feature("fold")).values().length == 8) {
                    throw new IllegalStateException("too few rows");
                }
            });
            TrialRecord trial = run(
                            study(learner.space(), 1),
                            CrossValidatedObjective.of(learner, uneven(), SequentialFoldsTest::unevenSplits, Metric.MAE)
                                    .foldByFold()
                                    .threads(threads))
                    .get(0);

            assertThat(trial.state()).isEqualTo(State.FAILED);
            assertThat(trial.outcome().orElseThrow().toString()).contains("fold 3 of 4: too few rows");
            assertThat(trial.reports()).extracting(Report::step).containsExactly(1, 2);
        }
    }

    private static Dataset uneven() {
        return Dataset.of(
                NumericColumn.of("y", new double[20]),
                List.of(NumericColumn.of(
                        "fold", IntStream.range(0, 20).asDoubleStream().toArray())));
    }

    /** Four folds, of which the third learns from 8 rows. */
    private static List<Split> unevenSplits(Dataset data) {
        return IntStream.of(10, 11, 8, 12)
                .mapToObj(n -> Split.of(
                        IntStream.range(0, n).toArray(), IntStream.range(n, 20).toArray()))
                .toList();
    }
}
