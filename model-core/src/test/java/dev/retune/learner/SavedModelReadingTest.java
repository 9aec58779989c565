package dev.retune.learner;

import dev.retune.data.ColumnType;
import dev.retune.data.DataException;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Format;
import dev.retune.data.Task;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A saved model reads files as that of its training rows was read. */
class SavedModelReadingTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    private static String text(String header, IntFunction<String> row) {
        StringBuilder text = new StringBuilder(header + "\n");
        IntStream.range(0, 40).forEach(i -> text.append(row.apply(i)).append('\n'));
        return text.toString();
    }

    private static String side(int i) {
        return i % 3 == 0 ? "left" : "right";
    }

    private static String dated() {
        return text("day,x,y", i -> LocalDate.ofEpochDay(19000 + 9 * i) + "," + i % 3 + "," + side(i));
    }

    private static Arguments way(
            String name,
            String file,
            String text,
            UnaryOperator<DataReader> declared,
            UnaryOperator<Dataset> prepared) {
        return arguments(name, file, text, declared, prepared);
    }

    private static Arguments way(String name, String file, String text, UnaryOperator<DataReader> declared) {
        return way(name, file, text, declared, UnaryOperator.identity());
    }

    static Stream<Arguments> waysOfDeclaring() {
        String plain = text("x,z,y", i -> i % 7 + "," + i % 3 + "," + side(i));
        String marked = text("x,z,y", i -> (i % 5 == 0 ? -999 : i % 3) + "," + i + "," + side(i));
        String dashed = text("x,z,y", i -> (i % 5 == 0 ? "-" : i % 3) + "," + i + "," + side(i));
        List<Arguments> ways = new ArrayList<>();
        ways.add(way("nothing", "a.csv", plain, reader -> reader));
        ways.add(way("missing number", "a.csv", marked, reader -> reader.missing("-999")));
        ways.add(way("missing text", "a.csv", dashed, reader -> reader.missing("-")));
        ways.add(way(
                "a default marker that is a category",
                "a.csv",
                text("x,z,y", i -> (i % 3 == 0 ? "NA" : "EU") + "," + i + "," + side(i)),
                reader -> reader.missing()));
        ways.add(way(
                "separator that the header has least",
                "a.csv",
                text("x, in m, above sea;z;y", i -> i % 3 + ";" + i + ";" + side(i)),
                reader -> reader.separator(';')));
        ways.add(way(
                "separator that is never inferred", "a.csv", plain.replace(',', '^'), reader -> reader.separator('^')));
        ways.add(way(
                "charset",
                "a.csv",
                text("größe,z,y", i -> (i % 3 == 0 ? "groß" : "klein") + "," + i + "," + side(i)),
                reader -> reader.charset(WINDOWS)));
        ways.add(way("format of CSV", "a.arff", plain, reader -> reader.format(Format.CSV)));
        ways.add(way(
                "format of LIBSVM",
                "a.csv",
                text("0 1:1", i -> i % 2 + " 1:" + i % 3 + " 3:" + i),
                reader -> reader.format(Format.LIBSVM)));
        ways.add(way(
                "format of ARFF",
                "a.csv",
                "@relation a\n@attribute x numeric\n@attribute y {left,right}\n@data\n"
                        + text("1,left", i -> i % 3 + "," + side(i)),
                reader -> reader.format(Format.ARFF)));
        ways.add(way("type of categories", "a.csv", plain, reader -> reader.type("x", ColumnType.CATEGORICAL)));
        ways.add(way("type of dates", "a.csv", dated(), reader -> reader.type("day", ColumnType.DATE)));
        ways.add(way("calendar", "a.csv", dated(), reader -> reader.type("day", ColumnType.CALENDAR)));
        ways.add(way(
                "calendar that orders the rows",
                "a.csv",
                dated(),
                reader -> reader.type("day", ColumnType.CALENDAR),
                rows -> rows.aside("day")));
        ways.add(way("ignored", "a.csv", plain, reader -> reader.ignore("x")));
        ways.add(way("weight", "a.csv", marked, reader -> reader.missing("-999"), rows -> rows.weightedBy("z")));
        ways.add(way(
                "task",
                "a.csv",
                text("x,y", i -> (i % 4 == 0 ? "-" : i) + "," + i % 3),
                reader -> reader.task(Task.REGRESSION).missing("-")));
        return ways.stream();
    }

    private SavedModel kept(Dataset rows) {
        Map<String, Object> values = Map.of("epochs", 5, "units", 8);
        Training training = Learners.network().start(values, rows, 1);
        while (training.advance()) {}
        Path file = folder.resolve("kept.model");
        SavedModel.of("network", training.model(), rows, values, Map.of()).write(file);
        return SavedModel.read(file);
    }

    private static double[] numbers(Predictions predictions) {
        Function<Integer, Double> of = predictions instanceof Probabilities probabilities
                ? row -> probabilities.probability(row, 0)
                : row -> ((Values) predictions).value(row);
        return IntStream.range(0, predictions.size()).mapToDouble(of::apply).toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfDeclaring")
    void predict_trainingFile_isAsTheRowsInMemory(
            String name, String file, String text, UnaryOperator<DataReader> declared, UnaryOperator<Dataset> prepared)
            throws IOException {
        Charset charset = name.equals("charset") ? WINDOWS : StandardCharsets.UTF_8;
        Path path = Files.writeString(folder.resolve(file), text, charset);
        String target = name.equals("format of LIBSVM") ? "label" : "y";
        Dataset rows = prepared.apply(declared.apply(DataReader.of(target)).read(path));

        SavedModel model = kept(rows.rows(IntStream.range(0, rows.size()).toArray()));

        double[] inMemory = numbers(model.predict(rows));
        assertThat(numbers(model.predict(model.reader().table(path)))).isEqualTo(inMemory);
        assertThat(numbers(model.predict(model.reader().read(path)))).isEqualTo(inMemory);
    }

    @Test
    void reader_withAnotherSeparatorAndMarker_readsAFileWrittenOtherwise() throws IOException {
        Path training =
                Files.writeString(folder.resolve("a.csv"), text("x;y", i -> (i % 4 == 0 ? "-" : i) + ";" + side(i)));
        Path other =
                Files.writeString(folder.resolve("b.csv"), text("x,y", i -> (i % 4 == 0 ? "none" : i) + "," + side(i)));
        Dataset rows = DataReader.of("y").separator(';').missing("-").read(training);
        SavedModel model = kept(rows);

        assertThat(numbers(model.predict(
                        model.reader().separator(',').missing("none").table(other))))
                .isEqualTo(numbers(model.predict(rows)));
    }

    @Test
    void predict_withoutTheDatesOfACalendar_namesTheColumnOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), dated());
        SavedModel model = kept(
                DataReader.of("y").type("day", ColumnType.CALENDAR).read(file).aside("day"));
        Path lacking = Files.writeString(folder.resolve("b.csv"), "x\n1\n");

        assertThatThrownBy(() -> model.predict(model.reader().table(lacking)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("no column 'day' in the data; the model was trained on it");
    }

    /** Version 0.1 did not keep how the rows were read. */
    @Test
    void read_withoutReading_infersTheCalendar() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), dated());
        Dataset rows =
                DataReader.of("y").type("day", ColumnType.CALENDAR).read(file).aside("day");
        SavedModel model = kept(rows);
        edit("(?s)\"reading\".*?},", "");

        SavedModel old = SavedModel.read(folder.resolve("kept.model"));

        assertThat(numbers(old.predict(old.reader().table(file)))).isEqualTo(numbers(model.predict(rows)));
    }

    @Test
    void read_damagedReading_saysWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), dated());
        kept(DataReader.of("y").charset(WINDOWS).separator(',').read(file));
        edit("windows-1252", "windows 1252");

        assertThatThrownBy(() -> SavedModel.read(folder.resolve("kept.model")))
                .hasMessageEndingWith("its manifest has the charset 'windows 1252', which this Java does not know");
        edit("\"separator\" : \",\"", "\"separator\" : \",,\"");
        assertThatThrownBy(() -> SavedModel.read(folder.resolve("kept.model")))
                .hasMessageEndingWith("its manifest has the separator ',,'; it must be one character");
    }

    private void edit(String pattern, String with) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("kept.model"))) {
            Path manifest = zip.getPath("manifest.json");
            String json = Files.readString(manifest);
            String edited = json.replaceFirst(pattern, with);
            assertThat(edited).isNotEqualTo(json);
            Files.writeString(manifest, edited);
        }
    }
}
