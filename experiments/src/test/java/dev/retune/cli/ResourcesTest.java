package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Folds, data and epochs as the resource of a study file, and folds that race. */
class ResourcesTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    /** Runs a study of a small network with these lines in its file. */
    private Result tune(String lines) throws Exception {
        cli.write("study.yaml", """
                study: rungs
                goal: maximize accuracy
                seed: 7
                model:
                  learner: network
                  data: points.csv
                  target: side
                  validation: {kind: stratified, folds: 5, seed: 5}
                  settings: {layers: 1, units: 4}
                space:
                  learningRate: {real: [1e-6, 1e-1], log: true}
                """ + lines);
        return cli.run("tune", "study.yaml");
    }

    /** The trials by their numbers. */
    private List<TrialRecord> trials() {
        try (JdbcStore store = JdbcStore.sqlite(folder.resolve("retune.db"))) {
            return store.find("rungs").orElseThrow().changesSince(0).trials().stream()
                    .sorted(Comparator.comparing(TrialRecord::number))
                    .toList();
        }
    }

    private static int folds(TrialRecord trial) {
        return trial.measurement().orElseThrow().folds().size();
    }

    @Test
    void tune_foldsAsResource_scoresOnMoreAndMoreOfThem() throws Exception {
        Result result = tune("""
                budget: {resource: 40}
                threads: 1
                strategy: {name: asha, eta: 2}
                resource: {name: folds, min: 1, max: 5}
                """);

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("(mean and standard error of 5 folds)");
        assertThat(trials()).extracting(TrialRecord::resource).contains(1.0, 2.0, 5.0);
        assertThat(trials()).allMatch(trial -> folds(trial) == trial.resource());
        TrialRecord promoted = trials().stream()
                .filter(trial -> trial.continues().isPresent())
                .findFirst()
                .orElseThrow();
        TrialRecord before = trials().get(promoted.continues().getAsInt());
        assertThat(promoted.measurement().orElseThrow().folds())
                .startsWith(before.measurement().orElseThrow().folds().toArray(Double[]::new));
    }

    @Test
    void tune_dataAsResource_learnsFromMoreAndMore() throws Exception {
        Result result = tune("""
                budget: {resource: 8}
                threads: {trials: 1, folds: 2}
                strategy: hyperband
                pruner: median
                resource: {name: dataFraction, min: 0.1, max: 1}
                """);

        assertThat(result.status()).isZero();
        assertThat(trials())
                .extracting(trial -> Math.rint(100 * trial.resource()) / 100)
                .contains(0.11, 0.33, 1.0);
        assertThat(trials()).allMatch(trial -> folds(trial) == 5);
    }

    @Test
    void tune_epochsAsResourceByDefault_givesTrialsMoreAndMore() throws Exception {
        Result result = tune("""
                budget: {resource: 60}
                threads: 2
                resource: {name: epochs, min: 1, max: 9}
                """);

        assertThat(result.status()).isZero();
        assertThat(trials()).extracting(TrialRecord::resource).contains(1.0, 3.0, 9.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: folds, min: 1, max: 4}", "{name: dataFraction, min: 0.2, max: 1}"})
    void tune_learnerWithoutSteps_canBeGivenLessOfTheOthers(String resource) throws Exception {
        cli.write("study.yaml", """
                study: rungs
                goal: maximize accuracy
                budget: {trials: 12}
                threads: 2
                strategy: {name: halving, eta: 2}
                model: {learner: knn, data: points.csv, target: side, validation: {folds: 4}}
                resource:\s""" + resource);

        assertThat(cli.run("tune", "study.yaml").status()).isZero();
        assertThat(trials()).allMatch(trial -> trial.state() == State.COMPLETED);
        List<TrialRecord> trials = trials();
        assertThat(trials)
                .filteredOn(trial -> trial.continues().isPresent())
                .isNotEmpty()
                .allMatch(trial -> trial.resource()
                        > trials.get(trial.continues().getAsInt()).resource());
    }

    @Test
    void tune_epochsOfALearnerWithoutSteps_saysWhatItCanBeGiven() throws Exception {
        cli.write("study.yaml", """
                study: rungs
                goal: maximize accuracy
                budget: {trials: 12}
                model: {learner: knn, data: points.csv, target: side}
                resource: {name: epochs, min: 1, max: 9}
                """);
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("unknown resource 'epochs'; learner 'knn' supports 'folds' or" + " 'dataFraction'");
    }

    @Test
    void tune_untilNothingIsToGain_endsBeforeItsTrials() throws Exception {
        Result result = tune("""
                budget: {trials: 60, nothingToGain: 0.1}
                threads: 1
                """);

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .containsPattern(
                        "Finished: nothing is left to gain: at most [\\d.]+ beyond trial \\d+, less than 0.100");
        assertThat(trials()).hasSizeBetween(24, 59);
    }

    @Test
    void tune_foldRacing_endsTrialsThatAreWorseOnTheirFolds() throws Exception {
        Result result = tune("""
                budget: {trials: 25}
                threads: 1
                strategy: random
                pruner: foldRacing
                """);

        assertThat(result.status()).isZero();
        List<TrialRecord> pruned =
                trials().stream().filter(trial -> trial.state() == State.PRUNED).toList();
        assertThat(pruned)
                .isNotEmpty()
                .allMatch(trial -> folds(trial) == trial.reports().size())
                .anyMatch(trial -> folds(trial) < 5);
        assertThat(cli.run("export", "rungs", "--format", "json").out()).contains("folds show that it is worse than");
    }
}
