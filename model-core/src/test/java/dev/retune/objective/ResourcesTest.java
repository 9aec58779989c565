package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.TestData;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.halving.Asha;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Folds and data as the resource of a study. */
class ResourcesTest {

    private static final Dataset DIGITS = TestData.digits(300);
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.choice("units", 16), Parameter.choice("epochs", 4), Parameter.choice("dropout", 0.2));
    private static final Resource FOLDS = new Resource("folds", 1, 5);
    private static final Resource DATA = new Resource("dataFraction", 0.1, 1);

    private static CrossValidatedObjective digits() {
        return CrossValidatedObjective.of(
                Learners.network(), DIGITS, CrossValidation.stratified(5, 1), Metric.ACCURACY);
    }

    private static CrossValidatedObjective oneStep(List<Integer> sizes) {
        Dataset zeros = Dataset.of(
                NumericColumn.of("y", new double[100]),
                List.of(NumericColumn.of(
                        "x", IntStream.range(0, 100).asDoubleStream().toArray())));
        Learner learner = ScriptedLearner.ofOneStep(rows -> sizes.add(rows.size()));
        return CrossValidatedObjective.of(learner, zeros, CrossValidation.kFold(5, 1), Metric.MAE)
                .threads(1);
    }

    private static StudyBuilder study(SearchSpace space) {
        return Study.over(space).goal(Direction.MAXIMIZE).seed(11);
    }

    /** A trial with a part of the resource, and then one that takes it on to all of it. */
    private static Study promoting(SearchSpace space, Resource resource, double part) {
        Configuration only = space.decode(new double[space.parameters().size()]);
        return study(space)
                .resource(resource)
                .budget(Budget.trials(2))
                .strategy((over, history, random) -> Optional.of(
                        history.size() == 0 ? Proposal.of(only, part) : Proposal.continuing(0, only, resource.max())))
                .build();
    }

    private static List<TrialRecord> run(Study study, CrossValidatedObjective objective) {
        Runner.sequential().run(study, objective);
        return study.trials();
    }

    private static TrialRecord whole() {
        return run(study(SPACE).budget(Budget.trials(1)).build(), digits()).get(0);
    }

    private static List<Double> scores(TrialRecord trial) {
        return trial.measurement().orElseThrow().folds();
    }

    // -- folds

    @Test
    void evaluate_withFoldsAsResource_keepsTheScoresOfTheTrialItContinues() {
        List<TrialRecord> trials = run(promoting(SPACE, FOLDS, 2), digits());

        assertThat(scores(trials.get(0))).isEqualTo(scores(whole()).subList(0, 2));
        assertThat(scores(trials.get(1))).isEqualTo(scores(whole()));
        assertThat(trials.get(1).attributes().get("trainingLoss"))
                .isEqualTo(whole().attributes().get("trainingLoss"));
    }

    @Test
    void evaluate_withFoldsAsResource_trainsTheNewFoldsOnly() {
        List<Integer> sizes = new ArrayList<>();
        CrossValidatedObjective objective = oneStep(sizes);
        Study study = promoting(SearchSpace.of(Parameter.choice("rounds", 1)), FOLDS, 2);

        Runner.sequential().run(study, objective);

        assertThat(sizes).containsExactly(80, 80, 80, 80, 80);
        assertThat(scores(study.trials().get(1))).hasSize(5);
    }

    @Test
    void evaluate_withFoldsAsResource_reportsTheMeanByFold() {
        List<TrialRecord> trials = run(promoting(SPACE, FOLDS, 2), digits());
        List<Double> scores = scores(trials.get(1));

        assertThat(trials.get(0).reports()).extracting(Report::step).containsExactly(1, 2);
        List<Report> reports = trials.get(1).reports();
        assertThat(reports).extracting(Report::step).containsExactly(1, 2, 3, 4, 5);
        for (int k = 1; k <= 5; k++) {
            assertThat(reports.get(k - 1).value())
                    .isCloseTo(Measurement.ofFolds(scores.subList(0, k)).value(), within(1e-12));
        }
    }

    @Test
    void evaluate_withFoldsAsResourceOfAsha_spendsLessThanAllFolds() {
        SearchSpace space =
                SearchSpace.of(Parameter.real("learningRate", 1e-4, 0.1).log(), Parameter.choice("epochs", 3));
        Study study = study(space)
                .resource(FOLDS)
                .budget(Budget.resource(30))
                .strategy(Asha.create().eta(2))
                .build();

        List<TrialRecord> trials = run(study, digits());

        assertThat(trials).hasSizeGreaterThan(10);
        assertThat(trials).allMatch(t -> scores(t).size() == Math.round(t.resource()));
        assertThat(trials).extracting(TrialRecord::resource).contains(1.0, 2.0, 5.0);
        assertThat(study.best().orElseThrow().resource()).isEqualTo(5);
    }

    // -- data

    @Test
    void evaluate_withDataAsResource_trainsOnThisShare() {
        List<Integer> sizes = new ArrayList<>();
        Study study = promoting(SearchSpace.of(Parameter.choice("rounds", 1)), DATA, 0.25);

        run(study, oneStep(sizes));

        assertThat(sizes).containsExactly(20, 20, 20, 20, 20, 80, 80, 80, 80, 80);
    }

    @Test
    void evaluate_withDataAsResource_endsAsWithoutOne() {
        List<TrialRecord> trials = run(promoting(SPACE, DATA, 0.2), digits());
        Study whole = study(SPACE)
                .resource(DATA)
                .budget(Budget.trials(1))
                .strategy((space, history, random) -> Optional.of(Proposal.of(space.sample(random), 1)))
                .build();

        assertThat(scores(trials.get(0))).hasSize(5);
        assertThat(trials.get(0).value()).isLessThan(trials.get(1).value());
        assertThat(scores(run(whole, digits()).get(0))).isEqualTo(scores(whole()));
    }

    // -- what makes no sense

    @Test
    void check_ofEpochsWhereThereAreNoSteps_namesWhatThereIs() {
        assertThatThrownBy(() -> oneStep(new ArrayList<>())
                        .check(SearchSpace.of(Parameter.choice("rounds", 1)), new Resource("epochs", 1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown resource 'epochs'; learner 'scripted' supports 'folds' or" + " 'dataFraction'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folds        | 1   | 9   | resource 'folds' from 1.0 to 9.0: it counts folds, of which the"
                        + " validation has 5: write {min: 1, max: 5}",
                "folds        | 0.5 | 5   | resource 'folds' from 0.5 to 5.0: it counts folds",
                "dataFraction | 10  | 100 | resource 'dataFraction' from 10.0 to 100.0: it is a share of the"
                        + " training rows",
            })
    void check_ofAnotherRange_saysWhichItHas(String name, double min, double max, String message) {
        assertThatThrownBy(() -> digits().check(SPACE, new Resource(name, min, max)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void check_ofRacingFoldsBesideEpochs_saysWhatToTake() {
        SearchSpace space = SearchSpace.of(Parameter.choice("units", 16));

        assertThatThrownBy(() -> digits().foldByFold().check(space, new Resource("epochs", 1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take the resource 'folds', or another pruner");
    }

    @Test
    void foldByFold_ofASingleFold_isRefused() {
        CrossValidatedObjective single =
                CrossValidatedObjective.of(Learners.network(), DIGITS, HoldOut.of(0.2, 1), Metric.ACCURACY);

        assertThatThrownBy(single::foldByFold)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a single fold");
        assertThatThrownBy(() -> single.check(SPACE, new Resource("folds", 1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the validation has 1");
    }
}
