package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;

class StoreCommandsTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void tune() throws Exception {
        cli = new Cli(folder);
        assertThat(cli.run("tune", "study.yaml").status()).isZero();
    }

    @Test
    void list_showsEachStudyWithItsBest() {
        Result result = cli.run("list");

        assertThat(result.status()).isZero();
        assertThat(result.lines().get(0)).matches("STUDY +GOAL +TRIALS +BEST +CREATED");
        assertThat(result.lines().get(1)).matches("small +maximize accuracy +3 +[\\d.]+ +\\d{4}-.*");
    }

    @Test
    void show_showsTheStudyAndItsTrials() {
        Result result = cli.run("show", "small");

        assertThat(result.out())
                .contains("small: maximize accuracy, seed 7", "learner: network", "TRIAL")
                .containsPattern("\\n0 +completed +[\\d.]+ ± .*learningRate 0\\.\\d+, activation (relu|tanh)");
    }

    @Test
    void best_asJson_agreesWithTheText() {
        JsonNode best =
                JsonMapper.shared().readTree(cli.run("best", "small", "--json").out());
        Result text = cli.run("best", "small");

        assertThat(text.lines().get(0)).startsWith("trial " + best.get("trial").intValue() + ": ");
        assertThat(text.out())
                .contains(Texts.number(best.get("params").get("learningRate").doubleValue()));
        assertThat(best.get("value").doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void export_csv_hasALineATrial() {
        Result result = cli.run("export", "small");

        assertThat(result.lines()).hasSize(4);
        assertThat(result.lines().get(0))
                .isEqualTo("trial,state,value,standardError,resource,started,seconds,reason,params.learningRate"
                        + ",params.activation");
        assertThat(result.lines().get(1)).startsWith("0,completed,");
    }

    @Test
    void export_csv_hasNoFormulas_unlessItIsRaw() {
        cli.runWith("""
                {"space":[{"name":"x","type":"cat","choices":["=1+1","-a","@b","+c","-1.5","=1+2"]}],"strategy":"grid"}
                {"ask":1}
                {"ask":1}
                {"ask":1}
                {"ask":1}
                {"ask":1}
                {"ask":1}
                {"tell":0,"failed":"=cmd|'/c calc'!A1"}
                {"tell":1,"value":-3}
                """, "ask-tell", "--store", "odd.db", "--study", "odd");

        String escaped = cli.run("export", "odd", "--store", "odd.db").out();
        String raw = cli.run("export", "odd", "--store", "odd.db", "--raw").out();

        assertThat(escaped)
                .contains(",'=1+1", ",'-a", ",'@b", ",'+c", ",'=cmd", ",-1.5", ",-3.0")
                .doesNotContain(",=");
        assertThat(raw).contains(",=1+1", ",-a", ",@b", ",+c", ",=cmd").doesNotContain(",'");
    }

    @Test
    void export_jsonToAFile_holdsFoldsReportsAndTrainingLosses() {
        Result result = cli.run("export", "small", "--format", "JSON", "--output", "trials.json");

        assertThat(result.status()).isZero();
        assertThat(result.out()).isEmpty();
        JsonNode study =
                JsonMapper.shared().readTree(folder.resolve("trials.json").toFile());
        JsonNode trial = study.get("trials").get(0);
        assertThat(study.get("study").stringValue()).isEqualTo("small");
        assertThat(trial.get("folds").size()).isEqualTo(3);
        assertThat(trial.get("reports").size()).isEqualTo(3);
        assertThat(trial.get("attributes").get("trainingLoss").size()).isEqualTo(3);
    }

    @Test
    void report_writesThePageAndPrintsItsPath() throws Exception {
        Files.delete(folder.resolve("small.html"));
        Result result = cli.run("report", "small");

        assertThat(result.status()).isZero();
        assertThat(Path.of(result.lastLine())).content().contains("\"holdOut\":{");
    }

    @Test
    void delete_withTrials_wantsToBeSure() {
        Result refused = cli.run("delete", "small");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("study 'small' has 3 trials: add --yes to delete them");

        assertThat(cli.run("delete", "small", "--yes").status()).isZero();
        assertThat(cli.run("list").lines()).hasSize(1);
        assertThat(cli.run("show", "small").err()).contains("no study 'small' in the store, which is empty");
    }

    @Test
    void show_misspeltStudy_hintsAtTheNearest() {
        assertThat(cli.run("show", "smal").err()).contains("no study 'smal' in the store; did you mean 'small'?");
    }

    @Test
    void backup_thenImport_givesTheSameStudyElsewhere() {
        Result saved = cli.run("backup", "all.jsonl.gz");
        Result restored = cli.run("import", "all.jsonl.gz", "--store", "other.db");

        assertThat(saved.out()).startsWith("Saved 1 study with 3 trials to ");
        assertThat(restored.out()).isEqualTo("Imported small with 3 trials.%n".formatted());
        assertThat(cli.run("export", "small", "--format", "jsonl", "--store", "other.db")
                        .out())
                .isEqualTo(cli.run("export", "small", "--format", "jsonl").out());
        assertThat(cli.run("tune", "study.yaml", "--store", "other.db", "--trials", "4")
                        .status())
                .isZero();
    }

    @Test
    void backup_leavesOtherFilesAlone() throws Exception {
        Path other = Files.writeString(folder.resolve("all.jsonl.part"), "the user's own");

        assertThat(cli.run("backup", "all.jsonl").status()).isZero();

        assertThat(other).hasContent("the user's own");
        assertThat(folder).isDirectoryNotContaining("glob:**/.retune-*");
    }

    @Test
    void import_ofAStudyThatIsThere_isRefusedAsAWhole() {
        cli.run("backup", "all.jsonl");

        Result again = cli.run("import", "all.jsonl");
        Result renamed = cli.run("import", "all.jsonl", "--as", "copy");

        assertThat(again.status()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err())
                .isEqualTo("retune: the store has a study 'small' already: import it under another name with --as%n"
                        .formatted());
        assertThat(renamed.status()).isZero();
        assertThat(cli.run("list").out()).contains("copy", "small");
    }

    @Test
    void import_ofOtherFiles_saysWhatIsWrong() throws Exception {
        cli.write("notes.txt", "hello");

        assertThat(cli.run("import", "notes.txt").err()).contains("'notes.txt', line 1: is no JSON object");
        assertThat(cli.run("import", "none.db").err()).contains("none.db'");
        assertThat(cli.run("import", "retune.db").err()).contains("not one of Optuna's");
    }

    @Test
    void export_optuna_comesBackAsTheSameTrials() {
        Result exported = cli.run("export", "small", "--optuna", "optuna.db");
        Result imported = cli.run("import", "optuna.db", "--as", "back");

        assertThat(exported.lastLine()).endsWith("optuna.db");
        assertThat(imported.lines().get(0)).isEqualTo("Imported back with 3 trials.");
        assertThat(cli.run("best", "back").out())
                .isEqualTo(cli.run("best", "small").out());
        assertThat(cli.run("export", "small", "--optuna", "optuna.db").err())
                .contains("exists already: name a new file");
    }

    @Test
    void doctor_ofASoundStore_saysSo() {
        assertThat(cli.run("doctor").out()).isEqualTo("retune.db is sound: 1 study, 3 trials.%n".formatted());
        assertThat(cli.run("doctor", "retune.db").status()).isZero();
    }

    @Test
    void doctor_ofADamagedStore_listsWhatIsWrong() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("retune.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE trial SET outcome = NULL WHERE number = 1");
        }
        Result result = cli.run("doctor");

        assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
        assertThat(result.lines().get(0)).isEqualTo("- study 'small', trial 1: it is COMPLETED, with no outcome");
        assertThat(result.lines().get(1)).startsWith("retune.db: 1 problem. ");
    }
}
