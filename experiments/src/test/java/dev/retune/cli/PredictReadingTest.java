package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a study file declares about reading its data holds for the rows to predict, unless options say otherwise. */
class PredictReadingTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private static String rows(String header, IntFunction<String> row) {
        return header + "\n"
                + String.join("\n", IntStream.range(0, 60).mapToObj(row).toList()) + "\n";
    }

    /** The side follows from x, where it is known, and else from z. */
    private static String marked(String separator, String marker) {
        return rows(
                String.join(separator, "x", "z", "y"),
                i -> String.join(
                        separator,
                        i % 4 == 1 ? marker : String.valueOf(i % 2 == 0 ? 1 + i % 5 : -1 - i % 5),
                        String.valueOf(i % 2),
                        i % 2 == 0 ? "left" : "right"));
    }

    private void tune(String name, String declared) throws Exception {
        cli.write(name + ".yaml", """
                study: %s
                goal: maximize accuracy
                budget: {trials: 1}
                threads: 1
                model: {learner: logisticRegression, target: y, data: %s.csv, %s}
                """.formatted(name, name, declared));
        Result tuned = cli.run("tune", name + ".yaml", "--no-progress");
        assertThat(tuned.status()).as(tuned.err()).isZero();
    }

    private Result predicted(String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"-999 | missing: [\"-999\"]", "- | missing: [\"-\"]", "? | missing: [\"?\"], format: csv"})
    void predict_trainingFile_knowsItsMarkersOfMissingCells(String marker, String declared) throws Exception {
        cli.write("marked.csv", marked(",", marker));
        cli.write("empty.csv", marked(",", ""));
        tune("marked", declared);

        Result training = predicted("predict", "marked.model", "marked.csv");

        assertThat(training.out())
                .isEqualTo(predicted("predict", "marked.model", "empty.csv").out());
        assertThat(training.err()).contains("accuracy of 60 rows: 1");
    }

    @Test
    void predict_fileWrittenOtherwise_isReadAsOptionsSay() throws Exception {
        cli.write("bars.csv", marked("^", "-999"));
        tune("bars", "separator: \"^\", missing: [\"-999\"], charset: US-ASCII, format: csv");
        String expected = predicted("predict", "bars.model", "bars.csv").out();
        Files.writeString(folder.resolve("other.txt"), marked(";", "größte").replace("x;z;y", "x;z;y;ä"), WINDOWS);
        String text = Files.readString(folder.resolve("other.txt"), WINDOWS).replaceAll("(left|right)", "$1;");
        Files.writeString(folder.resolve("other.txt"), text, WINDOWS);

        Result wrong = cli.run("predict", "bars.model", "other.txt");
        Result right = predicted(
                "predict",
                "bars.model",
                "other.txt",
                "--separator=;",
                "--missing=größte",
                "--missing=none",
                "--charset=windows-1252",
                "--format=csv");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(right.out()).isEqualTo(expected);
        assertThat(cli.run("predict", "bars.model", "bars.csv", "--charset", "utf 9")
                        .err())
                .startsWith("retune: --charset: no charset 'utf 9'");
    }

    /** As a model that version 0.1 kept. */
    @Test
    void tune_whereTheModelDoesNotKnowItsReading_keepsItAnew() throws Exception {
        cli.write("marked.csv", marked(",", "-999"));
        tune("marked", "missing: [\"-999\"]");
        String expected = predicted("predict", "marked.model", "marked.csv").out();
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("marked.model"))) {
            Path manifest = zip.getPath("manifest.json");
            String json = Files.readString(manifest);
            Files.writeString(manifest, json.replaceFirst("(?s)\"reading\".*?},", ""));
        }
        assertThat(predicted("predict", "marked.model", "marked.csv").out()).isNotEqualTo(expected);

        tune("marked", "missing: [\"-999\"]");

        assertThat(predicted("predict", "marked.model", "marked.csv").out()).isEqualTo(expected);
    }

    @Test
    void sketch_ofADatedFile_keepsAModelThatPredictsIt() throws Exception {
        cli.write(
                "dated.csv",
                rows("day,x,y", i -> LocalDate.ofEpochDay(19000 + i) + "," + i % 5 + "," + (i % 7 + 0.25 * (i % 5))));

        assertSketchPredicts("dated.csv", List.of());
    }

    @Test
    void sketch_ofDeclaredReading_declaresIt() throws Exception {
        cli.write("bars.csv", marked("^", "-"));

        String sketch = assertSketchPredicts("bars.csv", List.of("--separator=^", "--missing=-", "--charset=US-ASCII"));

        assertThat(sketch).contains("separator: \"^\"", "charset: US-ASCII", "missing: [\"-\"]");
    }

    @Test
    void sketch_ofPlainFile_keepsAModelThatPredictsIt() throws Exception {
        assertThat(assertSketchPredicts("points.csv", List.of())).doesNotContain("missing:", "separator:", "format:");
    }

    private String assertSketchPredicts(String file, List<String> options) throws Exception {
        List<String> data = new ArrayList<>(List.of("data", file));
        data.addAll(options);
        String out = predicted(data.toArray(String[]::new)).out();
        String sketch = out.substring(out.indexOf("    study:")).replaceAll("(?m)^    ", "");
        cli.write("sketch.yaml", sketch);
        predicted("tune", "sketch.yaml", "--trials", "1", "--no-progress", "--model", "sketch.model");

        Result result = predicted("predict", "sketch.model", file);

        assertThat(result.lines()).hasSize(61);
        assertThat(result.err()).contains(" of 60 rows: ");
        return sketch;
    }
}
