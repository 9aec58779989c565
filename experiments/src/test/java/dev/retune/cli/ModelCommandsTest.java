package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import dev.retune.learner.SavedModel;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a winner: kept, used, and judged honestly. */
class ModelCommandsTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    @Test
    void refit_givesTheModelAndTheReport_ofAStudyThatWasNotConcluded() throws Exception {
        cli.run("tune", "study.yaml", "--no-model");
        Files.deleteIfExists(folder.resolve("small.html"));
        assertThat(folder.resolve("small.model")).doesNotExist();
        String before = cli.run("export", "small").out();

        Result refit = cli.run("refit", "study.yaml");

        assertThat(refit.status()).as(refit.err()).isZero();
        assertThat(refit.out()).contains("Best hyperparameters").contains("Model: ");
        assertThat(refit.lastLine()).endsWith("small.html");
        assertThat(folder.resolve("small.html")).exists();
        assertThat(cli.run("predict", "small.model", "points.csv").status()).isZero();
        assertThat(cli.run("export", "small").out()).isEqualTo(before);
        assertThat(cli.run("refit", "study.yaml", "--store", "other.db").status())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void tune_winner_isKeptBesideTheReport() throws Exception {
        Result result = cli.run("tune", "study.yaml", "--no-progress");

        Path file = folder.resolve("small.model").toAbsolutePath();
        assertThat(result.lines()).contains("Model: " + file);
        SavedModel model = SavedModel.read(file);
        assertThat(model.learner()).isEqualTo("network");
        assertThat(model.hyperparameters())
                .containsKeys("learningRate", "activation")
                .containsEntry("units", 4);
        assertThat(model.facts())
                .containsEntry("study", "small")
                .containsEntry("metric", "accuracy")
                .containsKeys("trial", "crossValidated", "holdOut");
        assertThat(model.schema().features()).hasSize(2);
    }

    @Test
    void tune_again_keepsTheFileUnlessTheWinnerIsAnother() throws Exception {
        cli.run("tune", "study.yaml", "--no-progress");
        byte[] first = Files.readAllBytes(folder.resolve("small.model"));
        cli.run("tune", "study.yaml", "--no-progress");

        assertThat(folder.resolve("small.model")).hasBinaryContent(first);
    }

    @Test
    void tune_modelElsewhereOrNone_isAsAsked() {
        cli.run("tune", "study.yaml", "--model", "best.model");
        Result none = cli.run("tune", "study.yaml", "--no-model");

        assertThat(folder.resolve("best.model")).exists();
        assertThat(folder.resolve("small.model")).doesNotExist();
        assertThat(none.out()).doesNotContain("Model:");
        assertThat(cli.run("tune", "study.yaml", "--model", "no/folder.model").status())
                .isEqualTo(2);
    }

    @Test
    void tune_holdOut_isDrawnInTheReportAndShownInShort() throws Exception {
        cli.run("tune", "study.yaml", "--no-progress");

        String report = Files.readString(folder.resolve("small.html"));
        assertThat(report)
                .contains("\"classes\":[\"above\",\"below\"]")
                .containsPattern("\"confusion\":\\[\\[\\d+,\\d+\\],\\[\\d+,\\d+\\]\\]")
                .contains("\"calibration\":[[");
        assertThat(cli.run("show", "small").out()).containsPattern("hold-out score: [\\d.]+ of 15 rows, trial \\d");
        // what is stored is as good as what was just computed
        cli.run("tune", "study.yaml", "--no-progress");
        assertThat(folder.resolve("small.html")).content().contains("\"calibration\":[[");
    }

    @Test
    void tune_numbers_areDrawnBesideTheTruth() throws Exception {
        cli.write(
                "study.yaml",
                Cli.STUDY
                        .replace("accuracy", "rmse")
                        .replace("maximize", "minimize")
                        .replace("target: side", "target: y")
                        .replace("stratified", "kFold"));
        Result result = cli.run("tune", "study.yaml", "--no-progress");

        assertThat(result.status()).isZero();
        assertThat(Files.readString(folder.resolve("small.html"))).contains("\"predicted\":[[");
    }

    @Test
    void predict_newRows_writesClassesAndProbabilities() throws Exception {
        cli.run("tune", "study.yaml", "--no-progress");
        cli.write("new.csv", "y;x;more\n0.5;0.5;a\n-0.9;;b\n");
        Result result = cli.run("predict", "small.model", "new.csv");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        List<String> lines = result.lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("prediction,p_above,p_below");
        assertThat(lines.get(1)).matches("(above|below),[\\d.E-]+,[\\d.E-]+");
    }

    @Test
    void predict_rowsWithTheTruth_tellsTheScoreAside() {
        cli.run("tune", "study.yaml", "--no-progress");
        Result result = cli.run("predict", "small.model", "points.csv", "--output", "predictions.csv");

        assertThat(result.status()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).matches("accuracy of 60 rows: [\\d.]+\\R");
        assertThat(folder.resolve("predictions.csv")).content().hasLineCount(61);
    }

    @Test
    void predict_wrongRowsOrModel_isOneLine() throws Exception {
        cli.run("tune", "study.yaml", "--no-progress");
        cli.write("lacking.csv", "x,z\n1,2\n");
        cli.write("wrong.csv", "x,y\n1,high\n");

        assertThat(cli.run("predict", "small.model", "lacking.csv").err())
                .isEqualTo("retune: no column 'y' in the data; the model was trained on it: add it, with empty cells"
                        + " where unknown" + System.lineSeparator());
        assertThat(cli.run("predict", "small.model", "wrong.csv").err())
                .startsWith("retune: wrong.csv line 2, column 'y': 'high' is not a number");
        assertThat(cli.run("predict", "nowhere.model", "wrong.csv").err()).startsWith("retune: no file '");
        assertThat(cli.run("predict", "points.csv", "wrong.csv").err()).contains("is not a saved model");
    }

    @Test
    void nested_study_runsAStudyForEachOuterFold() {
        Result result = cli.run("nested", "study.yaml", "--outer", "3", "--no-progress", "--threads", "1");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("Study small/outer-1: network on points.csv: 40 rows to search on, 20 held out")
                .contains("Study small/outer-3")
                .containsPattern("fold +trial +inner accuracy +outer accuracy +rows")
                .containsPattern(
                        "Nested accuracy +[\\d.]+ ± [\\d.e-]+ +\\(mean of 3 outer folds, corrected standard error\\)")
                .containsPattern("Inner accuracy +[\\d.]+ ");
        assertThat(result.lines()).allMatch(line -> line.length() <= 120);
        assertThat(cli.run("list").out()).contains("small/outer-1", "small/outer-2", "small/outer-3");
        // stored, so that it need not run again
        Result again = cli.run("nested", "study.yaml", "--outer", "3", "--no-progress", "--threads", "1");
        assertThat(again.out()).isEqualTo(result.out());
    }

    @Test
    void nested_searchWithoutAWinner_namesItsStudy() throws Exception {
        String[] nested = {"nested", "study.yaml", "--outer", "2", "--trials", "1", "--no-progress"};
        assertThat(cli.run(nested).status()).isZero();
        try (StudyStore store = JdbcStore.sqlite(folder.resolve("retune.db"))) {
            StudyCopy copy = StudyCopy.of(store.find("small/outer-2").orElseThrow());
            TrialRecord trial = copy.trials().get(0);
            TrialRecord failed = trial.toBuilder()
                    .outcome(Optional.of(new Outcome.Failed("no luck")))
                    .build();
            store.delete("small/outer-2");
            store.restore(new StudyCopy(copy.definition(), copy.created(), List.of(failed), Map.of()));
        }

        Result result = cli.run(nested);

        assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
        assertThat(result.lastLine())
                .isEqualTo("No estimate: the search of outer fold 2 of 2 has no completed trial: 1 trials;"
                        + " see 'retune show small/outer-2'");
    }

    @Test
    void nested_otherFolds_areAnotherStudy() {
        cli.run("nested", "study.yaml", "--outer", "2", "--no-progress");
        Result other = cli.run("nested", "study.yaml", "--outer", "3", "--no-progress");

        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("its holdout is 'fold 1 of 2, stratified 2-fold, seed 5', not 'fold 1 of 3,");
        assertThat(cli.run("nested", "study.yaml", "--outer", "1").status()).isEqualTo(2);
    }

    /** Rows of a patient are alike and of one class, which follows from nothing: what is learned is the patient. */
    @Test
    void tune_groups_doNotStraddleFoldsOrHoldOut() throws Exception {
        StringBuilder rows = new StringBuilder("patient,a,b,ill\n");
        java.util.Random random = new java.util.Random(4);
        for (int patient = 0; patient < 40; patient++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            boolean ill = random.nextBoolean();
            for (int visit = 0; visit < 8; visit++) {
                rows.append("%s,%.4f,%.4f,%s%n"
                        .formatted(patient, a + 0.01 * random.nextGaussian(), b + 0.01 * random.nextGaussian(), ill));
            }
        }
        cli.write("patients.csv", rows.toString());
        String study = """
                study: leaky
                goal: maximize accuracy
                budget: {trials: 1}
                model:
                  learner: randomForest
                  data: patients.csv
                  target: ill
                  holdout: 0.25
                  validation: {kind: kFold}
                  ignore: patient
                space: {trees: {choice: [30]}}
                """;
        cli.write("leaky.yaml", study);
        cli.write(
                "honest.yaml",
                study.replace("study: leaky", "study: honest")
                        .replace("{kind: kFold}", "{kind: group, column: patient}")
                        .replace("  ignore: patient\n", ""));

        SavedModel leaky = tuned("leaky");
        SavedModel honest = tuned("honest");

        assertThat((double) leaky.facts().get("crossValidated")).isGreaterThan(0.9);
        assertThat((double) leaky.facts().get("holdOut")).isGreaterThan(0.9);
        assertThat((double) honest.facts().get("crossValidated")).isLessThan(0.75);
        assertThat((double) honest.facts().get("holdOut")).isLessThan(0.85);
        assertThat(honest.schema().features()).hasSize(2);
    }

    private SavedModel tuned(String study) {
        Result result = cli.run("tune", study + ".yaml", "--no-progress");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return SavedModel.read(folder.resolve(study + ".model"));
    }

    /** The last rows are held out: whatever they hold, the search is the same. */
    @Test
    void tune_timeSeries_learnsNothingFromWhatIsHeldOut() throws Exception {
        StringBuilder rows = new StringBuilder("day,x,y\n");
        for (int i = 0; i < 100; i++) {
            rows.append(
                    "%s,%.3f,%.3f%n".formatted(java.time.LocalDate.ofEpochDay(18000 + i), Math.sin(i), Math.cos(i)));
        }
        String study = """
                study: NAME
                goal: minimize rmse
                budget: {trials: 2}
                threads: 1
                model:
                  learner: network
                  data: NAME.csv
                  target: y
                  holdout: 0.2
                  validation: {kind: timeSeries, column: day, folds: 3, gap: 2, window: 40}
                  settings: {epochs: 3, units: 4}
                space: {learningRate: {real: [1e-3, 1e-1], log: true}}
                """;
        cli.write("one.csv", rows.toString());
        cli.write("two.csv", rows.toString().replaceAll("(?m)^(2019-07-(?:1[89]|2.|3.)|2019-08.*?),(.*?),", "$1,1e6,"));
        cli.write("one.yaml", study.replace("NAME", "one"));
        cli.write("two.yaml", study.replace("NAME", "two"));

        Result one = cli.run("tune", "one.yaml", "--no-progress");
        Result two = cli.run("tune", "two.yaml", "--no-progress");

        assertThat(Files.readString(folder.resolve("two.csv"))).contains(",1e6,");
        assertThat(one.out())
                .contains("78 rows to search on, 20 held out, 3-fold time series by 'day', gap 2, window 40");
        assertThat(scores("two")).isEqualTo(scores("one"));
        assertThat(two.out()).isNotEqualTo(one.out());
    }

    /** What lay before the window was another world. */
    @Test
    void tune_timeSeriesOfAWindow_keepsAModelOfTheLastWindow() throws Exception {
        StringBuilder rows = new StringBuilder("day,x,y\n");
        for (int i = 0; i < 100; i++) {
            rows.append("%d,%d,%d%n".formatted(i, i % 7, i < 40 ? 1000 : i % 7));
        }
        cli.write("rows.csv", rows.toString());
        cli.write("windowed.yaml", """
                study: windowed
                goal: minimize rmse
                budget: {trials: 1}
                threads: 1
                model:
                  learner: ridge
                  data: rows.csv
                  target: y
                  holdout: 0.2
                  validation: {kind: timeSeries, column: day, folds: 1, window: 30}
                space: {lambda: {choice: [0.0001]}}
                """);

        SavedModel model = tuned("windowed");

        assertThat((double) model.facts().get("holdOut")).isLessThan(0.1);
    }

    private List<String> scores(String study) {
        return cli.run("export", study).lines().stream()
                .map(line -> line.replaceAll(",[^,]*T[^,]*Z,[^,]*,", ","))
                .toList();
    }
}
