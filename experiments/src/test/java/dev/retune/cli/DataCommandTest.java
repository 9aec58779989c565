package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class DataCommandTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private void visits() throws Exception {
        StringBuilder rows =
                new StringBuilder("visit_id;patient_id;day;weight;a name that is much too long for a table;ill\n");
        for (int i = 0; i < 120; i++) {
            rows.append("v%d;%d;%s;%s;%s;%s%n"
                    .formatted(
                            i,
                            i / 4,
                            java.time.LocalDate.ofEpochDay(19000 + i),
                            i % 10 == 0 ? "" : 60 + (37 * i) % 23 + 0.5,
                            i % 3 == 0 ? "a rather long description of it" : "short",
                            i % 7 == 0 ? "yes" : "no"));
        }
        cli.write("visits.csv", rows.toString());
    }

    @Test
    void data_file_isToldIn80Columns() throws Exception {
        visits();
        Result result = cli.run("data", "visits.csv");

        assertThat(result.status()).isZero();
        assertThat(result.lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.out())
                .startsWith("visits.csv: 120 rows, 6 columns")
                .containsPattern("patient_id +numeric +- +30 +0 \\.\\. 29, mean 14\\.5")
                .containsPattern("day +date +- +120 +2022-01-08 \\.\\. 2022-05-07")
                .containsPattern("weight +numeric +12 +\\d+ +60\\.5 \\.\\. 82\\.5")
                .contains("Target 'ill': 2 classes")
                .containsPattern("no +102 +85 %")
                .contains("visit_id: identifier: a distinct value in each row: it identifies rows")
                .contains("patient_id: groups: about 4 rows per value: if they belong together, split by")
                .contains("goal: maximize auc")
                .contains("ignore: [visit_id]")
                .contains("types: {day: calendar}")
                .contains("validation: {kind: timeSeries, column: day, folds: 5}");
    }

    @Test
    void data_sketch_isAStudyFileThatRuns() throws Exception {
        Result result = cli.run("data", "points.csv");
        String sketch =
                result.out().substring(result.out().indexOf("    study:")).replaceAll("(?m)^    ", "");
        cli.write("sketch.yaml", sketch);

        Result tuned = cli.run("tune", "sketch.yaml", "--trials", "1", "--no-progress");

        assertThat(tuned.err()).isEmpty();
        assertThat(tuned.status()).isZero();
    }

    @Test
    void data_json_isForPrograms() throws Exception {
        visits();
        Result result = cli.run("data", "visits.csv", "--target", "weight", "--json");

        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.path("rows").asInt()).isEqualTo(120);
        assertThat(json.path("task").asString()).isEqualTo("regression");
        assertThat(json.path("columns").path(5).path("levels").path("no").asInt())
                .isEqualTo(102);
        assertThat(json.path("columns").path(1).path("mean").asDouble()).isEqualTo(14.5);
        assertThat(json.path("findings").path(0).path("kind").asString()).isEqualTo("identifier");
    }

    @Test
    void data_wrongFileOrOption_isOneLine() {
        assertThat(cli.run("data", "nowhere.csv").err())
                .startsWith("retune: no file '")
                .hasLineCount(1);
        assertThat(cli.run("data", "points.csv", "--target", "sied").err())
                .isEqualTo("retune: no column 'sied' in points.csv; did you mean 'side'?" + System.lineSeparator());
        assertThat(cli.run("data", "points.csv", "--format", "xls").err())
                .startsWith("retune: --format: unknown format 'xls'; known: csv, arff, libsvm");
        assertThat(cli.run("data", "points.csv", "--charset", "utf 9").err())
                .startsWith("retune: --charset: no charset 'utf 9'");
        assertThat(cli.run("data", "points.csv", "--format", "arff").status()).isEqualTo(2);
    }
}
