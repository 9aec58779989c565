package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TuneCommandTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    @Test
    void tune_newStudy_printsTheBestWithItsScoresAndTheReportLast() {
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("45 rows to search on, 15 held out, stratified 3-fold, seed 5")
                .contains("Finished: all 3 trials are used. 3 trials")
                .containsPattern("learningRate +0\\.\\d+")
                .containsPattern(
                        "Cross-validated accuracy +[\\d.]+ ± [\\d.]+ +\\(mean and standard error of 3 folds\\)")
                .containsPattern("Hold-out accuracy +[\\d.]+ +\\(15 rows that the search never saw\\)");
        assertThat(Path.of(result.lastLine()))
                .isAbsolute()
                .isEqualTo(folder.resolve("small.html").toAbsolutePath());
        assertThat(Path.of(result.lastLine())).content().contains("small", "15 held out".substring(0, 2));
    }

    @Test
    void tune_again_saysThatTheBudgetIsSpentAndHowToExtendIt() {
        Result first = cli.run("tune", "study.yaml");
        Result second = cli.run("tune", "study.yaml");

        assertThat(second.status()).isZero();
        assertThat(second.out())
                .contains("Its budget is spent: all 3 trials are used. To continue, extend it: retune tune study.yaml"
                        + " --trials 6");
        assertThat(summary(second)).isEqualTo(summary(first));
    }

    private static String summary(Result result) {
        return result.out().substring(result.out().indexOf("Best hyperparameters"));
    }

    @Test
    void tune_withMoreTrials_goesOn() {
        cli.run("tune", "study.yaml");
        Result extended = cli.run("tune", "study.yaml", "--trials", "5");

        assertThat(extended.status()).isZero();
        assertThat(extended.out()).contains("Finished: all 5 trials are used. 5 trials");
    }

    @Test
    void tune_sameSeedInAnotherStore_findsTheSame() {
        Result one = cli.run("tune", "study.yaml", "--store", "one.db");
        Result other = cli.run("tune", "study.yaml", "--store", "sqlite:other.db");

        assertThat(summary(other)).isEqualTo(summary(one));
    }

    @Test
    void tune_spaceChangedSinceTheStoredStudy_saysWhatDiffers() throws Exception {
        cli.run("tune", "study.yaml");
        cli.write("study.yaml", Cli.STUDY.replace("[1e-3, 1]", "[1e-4, 1]"));
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList())
                .singleElement()
                .asString()
                .startsWith("retune: Study 'small' is in the store already, and differs: its parameter 'learningRate'")
                .contains("Take another name, or delete it first");
    }

    @Test
    void tune_validationChangedSinceTheStoredStudy_saysThatScoresCannotBeCompared() throws Exception {
        cli.run("tune", "study.yaml");
        cli.write("study.yaml", Cli.STUDY.replace("folds: 3", "folds: 4"));
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("its validation is 'stratified 3-fold, seed 5', not 'stratified 4-fold, seed 5'");
    }

    @Test
    void tune_enqueuedConfigurations_areTriedFirstAndOnce() throws Exception {
        cli.write("study.yaml", Cli.STUDY + "enqueue: [{learningRate: 0.25, activation: tanh}]\n");
        cli.run("tune", "study.yaml");
        cli.run("tune", "study.yaml", "--trials", "4");

        String csv = cli.run("export", "small").out();
        assertThat(csv.lines().toList().get(1)).startsWith("0,completed,").endsWith(",0.25,tanh");
        assertThat(csv.lines().filter(line -> line.endsWith(",0.25,tanh"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "gp", "tpe", "cmaes", "random", "sobol", "grid", "halving", "hyperband", "asha"})
    void tune_enqueuedConfigurations_areTriedFirstByEveryStrategy(String strategy) throws Exception {
        boolean halves = List.of("halving", "hyperband", "asha").contains(strategy);
        String study = halves
                ? Cli.STUDY.replace("{epochs: 3, ", "{") + "resource: {name: epochs, min: 1, max: 4}\n"
                : Cli.STUDY;
        cli.write("study.yaml", study + "enqueue: [{learningRate: 0.25, activation: tanh}]\nstrategy: " + strategy);

        assertThat(cli.run("tune", "study.yaml", "--no-model").status()).isZero();
        List<String> csv = cli.run("export", "small").lines();
        assertThat(csv.get(1)).startsWith("0,completed,").endsWith(",0.25,tanh");
        assertThat(csv).hasSize(4);
    }

    @Test
    void tune_withAPrior_startsWhereItSays() throws Exception {
        cli.write(
                "study.yaml", Cli.STUDY + "prior: {learningRate: {around: 0.02, within: 3}, activation: {tanh: 4}}\n");

        assertThat(cli.run("tune", "study.yaml").status()).isZero();
        assertThat(cli.run("export", "small").lines().get(1)).endsWith(",0.02,tanh");
    }

    @Test
    void tune_aLearnersOwnSpace_beginsWithItsDefaults() throws Exception {
        String knn = Cli.STUDY.replaceAll("(?s)  settings:.*", "").replace("learner: network", "learner: knn");
        cli.write("study.yaml", knn);

        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isZero();
        assertThat(result.out()).containsPattern("of the learner's defaults +[0-9.]+.*\\(trial 0\\)");
        assertThat(cli.run("tune", "study.yaml", "--trials", "4").status()).isZero();
        cli.write("study.yaml", knn.replace("study: small", "study: other") + "enqueue: []\n");
        assertThat(cli.run("tune", "study.yaml").out()).doesNotContain("defaults");
    }

    @Test
    void tune_everyTrialFails_saysWhyAndIsAFailure() throws Exception {
        cli.write(
                "study.yaml",
                Cli.STUDY.replace("[1e-3, 1], log: true", "[1e5, 1e6]").replace("relu, tanh", "relu"));
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("No trial has completed; reasons of the failures:")
                .containsPattern("[1-3] times?: ");
        assertThat(Path.of(result.lastLine())).exists();
    }

    @Test
    void tune_learnersOwnSpaceWithConstraints_keepsThem() throws Exception {
        cli.write("study.yaml", """
                study: own
                goal: minimize logLoss
                budget: {trials: 3}
                model: {learner: network, data: points.csv, target: side, settings: {epochs: 2}}
                constraints: ["layers * units <= 64"]
                """);
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Cross-validated logLoss").doesNotContain("Hold-out");
        assertThat(cli.run("export", "own", "--format", "json").out()).contains("layers * units <= 64");
    }

    @Test
    void tune_halvingOverEpochs_givesTrialsMoreAndMore() throws Exception {
        cli.write("study.yaml", """
                study: rungs
                goal: maximize accuracy
                budget: {trials: 6}
                threads: 1
                strategy: {name: asha, eta: 2}
                pruner: {name: median, after: 20}
                resource: {name: epochs, min: 1, max: 4}
                model: {learner: network, data: points.csv, target: side, validation: {folds: 2}}
                space: {learningRate: {real: [1e-2, 1], log: true}}
                """);
        assertThat(cli.run("tune", "study.yaml").status()).isZero();

        assertThat(cli.run("export", "rungs").out()).contains(",1.0,").contains(",2.0,");
    }

    @Test
    void tune_withoutATerminal_showsPlainLines() {
        Result result = cli.run("tune", "study.yaml", "--trials", "1");

        assertThat(result.out() + result.err()).doesNotContain("\r").doesNotContain("█");
    }

    @Test
    void tune_reportElsewhere_writesItThere() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        Result result = cli.run("tune", "study.yaml", "--report", "out/r.html", "--no-progress");

        assertThat(result.lastLine()).endsWith("out/r.html");
        assertThat(folder.resolve("out/r.html")).exists();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void tune_withLog_writesWhatHappened() {
        cli.run("tune", "study.yaml", "--log", "debug.log");

        assertThat(folder.resolve("debug.log")).isNotEmptyFile();
    }
}
