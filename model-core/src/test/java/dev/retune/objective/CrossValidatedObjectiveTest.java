package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.Model;
import dev.retune.learner.TestData;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.study.StudyListener;
import dev.retune.study.Trial;
import dev.retune.study.TrialStoppedException;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CrossValidatedObjectiveTest {

    private static final Dataset DIGITS = TestData.digits(300);
    private static final CrossValidation FOLDS = CrossValidation.stratified(3, 1);
    private static final Learner NETWORK = Learners.network();

    /** A space of single values. */
    private static SearchSpace fixed(Map<String, ?> values) {
        SearchSpace.Builder space = SearchSpace.builder();
        new TreeMap<>(values).forEach((name, value) -> space.add(Parameter.choice(name, (Object) value)));
        return space.build();
    }

    private static CrossValidatedObjective digits() {
        return CrossValidatedObjective.of(NETWORK, DIGITS, FOLDS, Metric.ACCURACY);
    }

    /** Rows whose mean absolute error is the scripted learner's step. */
    private static CrossValidatedObjective scripted(ScriptedLearner learner) {
        Dataset zeros = Dataset.of(
                NumericColumn.of("y", new double[12]),
                List.of(NumericColumn.of(
                        "x", IntStream.range(0, 12).asDoubleStream().toArray())));
        return CrossValidatedObjective.of(learner, zeros, CrossValidation.kFold(3, 1), Metric.MAE)
                .threads(1);
    }

    private static StudyBuilder study(SearchSpace space) {
        return Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(1))
                .seed(11);
    }

    private static TrialRecord run(StudyBuilder builder, CrossValidatedObjective objective) {
        Study study = builder.build();
        Runner.sequential().run(study, objective);
        return study.trials().get(study.trials().size() - 1);
    }

    private static List<Double> scores(TrialRecord trial) {
        return trial.measurement().orElseThrow().folds();
    }

    // -- a trial

    @Test
    void evaluate_onDigits_scoresWellAndReportsEveryEpoch() {
        TrialRecord trial = run(study(fixed(Map.of("layers", 1, "units", 32, "epochs", 12))), digits());

        assertThat(scores(trial)).hasSize(3).allMatch(score -> score > 0.8 && score <= 1);
        assertThat(trial.value()).isGreaterThan(0.85);
        assertThat(trial.reports())
                .extracting(Report::step)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
        assertThat(trial.reports().get(11).value()).isEqualTo(trial.value());
        assertThat(trial.reports().get(0).value()).isLessThan(trial.value());
    }

    @Test
    void evaluate_notesTheTrainingLossOfEveryEpoch() {
        TrialRecord trial = run(study(fixed(Map.of("layers", 1, "units", 32, "epochs", 12))), digits());

        List<Double> losses = ((List<?>) trial.attributes().get("trainingLoss"))
                .stream().map(c -> (Double) c).toList();
        assertThat(losses).hasSize(12);
        assertThat(losses.get(0)).isBetween(0.5, 3.0);
        assertThat(losses.get(11)).isLessThan(0.3 * losses.get(0));
    }

    @Test
    void evaluate_ofNumbers_scoresInTheirUnit() {
        Dataset data = TestData.numbers(120, 3);
        CrossValidatedObjective objective =
                CrossValidatedObjective.of(NETWORK, data, CrossValidation.kFold(4, 1), Metric.RMSE);

        TrialRecord trial = run(study(fixed(Map.of("layers", 0, "epochs", 40))).goal(Direction.MINIMIZE), objective);

        // the noise has a standard deviation of 20
        assertThat(trial.value()).isBetween(15.0, 40.0);
    }

    private static StudyBuilder sixRandom(SearchSpace space) {
        return study(space).budget(Budget.trials(6)).strategy(RandomSearch.create());
    }

    @Test
    void evaluate_onAnyNumberOfThreads_scoresTheSame() {
        SearchSpace space = SearchSpace.of(
                Parameter.integer("units", 4, 16),
                Parameter.real("learningRate", 0.01, 0.1),
                Parameter.integer("epochs", 2, 4));
        Study one = sixRandom(space).build();
        Study three = sixRandom(space).build();

        Runner.sequential().run(one, digits());
        Runner.parallel(3).run(three, digits());

        assertThat(three.trials()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(three.trials().get(i).configuration())
                    .isEqualTo(one.trials().get(i).configuration());
            assertThat(scores(three.trials().get(i)))
                    .isEqualTo(scores(one.trials().get(i)));
        }
    }

    @Test
    void evaluate_withAnotherSeed_scoresOtherwise() {
        SearchSpace space = fixed(Map.of("units", 8, "epochs", 3));

        TrialRecord one = run(study(space), digits());
        TrialRecord two = run(study(space).seed(12), digits());

        assertThat(two.attributes().get("trainingLoss"))
                .isNotEqualTo(one.attributes().get("trainingLoss"));
    }

    @Test
    void evaluate_whenValidationRowsAreExtreme_trainsTheSame() {
        int n = DIGITS.size();
        Dataset numbers = TestData.numbers(n, 1);
        double[] y = numbers.targetValues();
        double[] a = ((NumericColumn) numbers.feature("a")).values();
        List<Integer> last = IntStream.range(n - 50, n).boxed().toList();
        last.forEach(row -> {
            y[row] = 1e7;
            a[row] = -1e7;
        });
        Dataset extreme = Dataset.of(NumericColumn.of("y", y), List.of(NumericColumn.of("a", a), numbers.feature("b")));
        Split split = Split.of(
                IntStream.range(0, n - 50).toArray(),
                last.stream().mapToInt(Integer::intValue).toArray());
        SearchSpace space = fixed(Map.of("layers", 1, "epochs", 4));

        TrialRecord plain =
                run(study(space), CrossValidatedObjective.of(NETWORK, numbers, d -> List.of(split), Metric.MAE));
        TrialRecord leaky =
                run(study(space), CrossValidatedObjective.of(NETWORK, extreme, d -> List.of(split), Metric.MAE));

        assertThat(leaky.attributes().get("trainingLoss"))
                .isEqualTo(plain.attributes().get("trainingLoss"));
        assertThat(leaky.value()).isGreaterThan(1e6);
    }

    // -- failures

    @Test
    void evaluate_whenItDiverges_failsWithFoldAndReasonAndKeepsTheCurve() {
        Dataset data = TestData.numbers(90, 1);
        CrossValidatedObjective objective =
                CrossValidatedObjective.of(NETWORK, data, CrossValidation.kFold(3, 1), Metric.RMSE);

        TrialRecord trial = run(study(fixed(Map.of("layers", 0, "learningRate", 5, "epochs", 500))), objective);

        assertThat(trial.state()).isEqualTo(State.FAILED);
        assertThat(trial.outcome().orElseThrow().toString())
                .contains("FoldFailedException: fold 1 of 3: training loss ", "lower the learning rate");
        List<?> losses = (List<?>) trial.attributes().get("trainingLoss");
        assertThat(losses).hasSizeLessThan(20);
        assertThat((Double) losses.get(losses.size() - 1)).isGreaterThan(100);
    }

    @Test
    void evaluate_whenALaterFoldFails_namesIt() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedLearner learner = ScriptedLearner.ofRounds(step -> {
            if (calls.incrementAndGet() == 5) { // folds 1, 2, 3, 1, and then
                throw new IllegalStateException("the second fold does not like its second step");
            }
        });

        TrialRecord trial = run(study(learner.space()), scripted(learner));

        assertThat(trial.state()).isEqualTo(State.FAILED);
        assertThat(trial.outcome().orElseThrow().toString())
                .contains("fold 2 of 3: the second fold does not like its second step");
        assertThat(trial.attributes()).containsKey("trainingLoss");
    }

    @Test
    void evaluate_whenTheConfigurationIsRefused_saysSo() {
        TrialRecord trial = run(study(fixed(Map.of("unitz", 3))), digits());

        assertThat(trial.outcome().orElseThrow().toString())
                .contains("learner 'network' has no parameter 'unitz'; did you mean 'units'?");
    }

    // -- stopping early

    @Test
    void evaluate_whenPruned_keepsTheCurve() {
        StudyBuilder study = study(fixed(Map.of("epochs", 20)))
                .pruner((running, history) -> running.lastStep() == 4 ? Optional.of("hopeless") : Optional.empty());

        TrialRecord trial = run(study, digits());

        assertThat(trial.state()).isEqualTo(State.PRUNED);
        assertThat(trial.reports()).hasSize(4);
        assertThat((List<?>) trial.attributes().get("trainingLoss")).hasSize(4);
    }

    @Test
    void evaluate_whenInterrupted_stopsBeforeTheNextFold() {
        List<Integer> steps = new ArrayList<>();
        ScriptedLearner learner = ScriptedLearner.ofRounds(step -> {
            steps.add(step);
            if (steps.size() == 5) {
                Thread.currentThread().interrupt();
            }
        });
        Trial trial = study(learner.space()).build().ask();

        try {
            assertThatThrownBy(() -> scripted(learner).evaluate(trial)).isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(steps).containsExactly(1, 1, 1, 2, 2);
    }

    @Test
    void evaluate_whenStoppedAndHandedOutAgain_endsAsIfThereHadBeenNoPause() throws Exception {
        SearchSpace space = fixed(Map.of("units", 16, "epochs", 8, "dropout", 0.2));
        TrialRecord expected = run(study(space), digits());
        Study study = study(space).build();
        Trial first = study.ask();
        study.addListener(new StudyListener() {
            @Override
            public void reported(TrialRecord trial, Report report) {
                if (report.step() == 3) {
                    first.stop("enough for today");
                }
            }
        });
        assertThatThrownBy(() -> digits().evaluate(first)).isInstanceOf(TrialStoppedException.class);
        study.release(first);
        Trial second = study.ask();

        Measurement measurement = digits().evaluate(second);
        study.tell(second, measurement);

        TrialRecord trial = study.trials().get(0);
        assertThat(scores(trial)).isEqualTo(scores(expected));
        assertThat(trial.attributes().get("trainingLoss"))
                .isEqualTo(expected.attributes().get("trainingLoss"));
        assertThat(trial.reports()).isEqualTo(expected.reports());
    }

    // -- epochs as the resource

    private static final Resource EPOCHS = new Resource("epochs", 2, 8);

    /** A trial with 3 epochs, and then one that takes it on to 8. */
    private static StudyBuilder promoting(SearchSpace space) {
        Configuration only = space.decode(new double[space.parameters().size()]);
        return study(space)
                .resource(EPOCHS)
                .budget(Budget.trials(2))
                .strategy((over, history, random) ->
                        Optional.of(history.size() == 0 ? Proposal.of(only, 3) : Proposal.continuing(0, only, 8)));
    }

    @Test
    void evaluate_ofAPromotedTrial_continuesExactly() {
        SearchSpace space = fixed(Map.of("units", 16, "dropout", 0.2));
        TrialRecord expected = run(study(fixed(Map.of("units", 16, "dropout", 0.2, "epochs", 8))), digits());
        Study study = promoting(space).build();

        Runner.sequential().run(study, digits());

        TrialRecord first = study.trials().get(0);
        TrialRecord promoted = study.trials().get(1);
        assertThat(first.reports()).isEqualTo(expected.reports().subList(0, 3));
        assertThat(promoted.reports()).isEqualTo(expected.reports().subList(3, 8));
        assertThat(scores(promoted)).isEqualTo(scores(expected));
        assertThat(promoted.attributes().get("trainingLoss"))
                .isEqualTo(expected.attributes().get("trainingLoss"));
    }

    @Test
    void evaluate_whenTheCheckpointCannotBeUsed_startsAnew() throws Exception {
        SearchSpace space = fixed(Map.of("units", 16, "epochs", 3));
        TrialRecord expected = run(study(space), digits());
        Study study = study(space).build();
        Trial trial = study.ask();
        trial.saveCheckpoint(new byte[] {1, 2, 3});

        assertThat(digits().evaluate(trial).folds()).isEqualTo(scores(expected));
    }

    // -- which steps are reported

    @Test
    void evaluate_ofManySteps_thinsItsReportsOutAndKeepsTheLast() {
        ScriptedLearner learner = ScriptedLearner.ofRounds(step -> {});

        TrialRecord trial = run(study(fixed(Map.of("rounds", 211))), scripted(learner));

        List<Integer> steps = trial.reports().stream().map(Report::step).toList();
        assertThat(steps.subList(0, 52))
                .containsExactlyElementsOf(IntStream.concat(IntStream.rangeClosed(1, 50), IntStream.of(52, 54))
                        .boxed()
                        .toList());
        assertThat(steps.subList(steps.size() - 3, steps.size())).containsExactly(200, 208, 211);
        assertThat(trial.value()).isEqualTo(211);
        assertThat((List<?>) trial.attributes().get("trainingLoss")).hasSize(211);
    }

    // -- the winner

    @Test
    void refit_ofTheWinner_scoresOnRowsThatTheSearchNeverSaw() throws Exception {
        Split split = HoldOut.of(0.25, 3).split(TestData.digits(600)).get(0);
        Dataset search = TestData.digits(600).rows(split.training());
        Dataset holdOut = TestData.digits(600).rows(split.validation());
        CrossValidatedObjective objective = CrossValidatedObjective.of(NETWORK, search, FOLDS, Metric.ACCURACY);
        TrialRecord winner = run(study(fixed(Map.of("layers", 1, "units", 32, "epochs", 15))), objective);

        Model model = objective.refit(winner, Resource.WHOLE, 5);

        assertThat(objective.score(model, holdOut))
                .isCloseTo(winner.value(), within(0.08))
                .isGreaterThan(0.9);
        assertThat(objective.refit(winner, Resource.WHOLE, 5).toBytes()).isEqualTo(model.toBytes());
        assertThat(objective.refit(winner, Resource.WHOLE, 6).toBytes()).isNotEqualTo(model.toBytes());
    }

    @Test
    void refit_whereEpochsAreTheResource_trainsAsManyAsTheWinnerHad() throws Exception {
        TrialRecord whole = run(study(fixed(Map.of("units", 16, "epochs", 8))), digits());
        TrialRecord promoted = run(promoting(fixed(Map.of("units", 16))), digits());

        assertThat(digits().refit(promoted, EPOCHS, 5).toBytes())
                .isEqualTo(digits().refit(whole, Resource.WHOLE, 5).toBytes());
    }

    @Test
    void score_onRowsOfAnotherTarget_isRefused() throws Exception {
        TrialRecord winner = run(study(fixed(Map.of("units", 8, "epochs", 2))), digits());
        Model model = digits().refit(winner, Resource.WHOLE, 5);

        assertThatThrownBy(() -> digits().score(model, TestData.classes(10, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind");
    }
}
