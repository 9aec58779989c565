package dev.retune.learner;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.ColumnType;
import dev.retune.data.DataException;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SavedModelTest {

    private static final Dataset CLASSES = TestData.classes(60, 3);

    @TempDir
    private Path folder;

    private static SavedModel trained(Dataset data) {
        Map<String, Object> values = Map.of("epochs", 5, "units", 8);
        Training training = Learners.network().start(values, data, 1);
        while (training.advance()) {}
        return SavedModel.of("network", training.model(), data, values, Map.of("study", "s", "score", 0.75));
    }

    private SavedModel reread(SavedModel model) {
        Path file = folder.resolve("a.model");
        model.write(file);
        return SavedModel.read(file);
    }

    @Test
    void read_whatWasWritten_predictsTheSame() {
        SavedModel model = trained(CLASSES);
        SavedModel again = reread(model);

        Probabilities before = (Probabilities) model.predict(CLASSES);
        Probabilities after = (Probabilities) again.predict(CLASSES);
        for (int row = 0; row < CLASSES.size(); row++) {
            for (int code = 0; code < 3; code++) {
                assertThat(after.probability(row, code)).isEqualTo(before.probability(row, code));
            }
        }
        assertThat(again.schema()).isEqualTo(CLASSES.schema());
        assertThat(again.learner()).isEqualTo("network");
        assertThat(again.hyperparameters()).containsEntry("epochs", 5).containsEntry("units", 8);
        assertThat(again.facts()).containsEntry("study", "s").containsEntry("score", 0.75);
        assertThat(again.created()).isEqualTo(model.created());
        assertThat(again.version()).isEqualTo(model.version());
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void predict_numbers_arePredicted() {
        Dataset data = TestData.numbers(60, 3);
        Predictions predictions = reread(trained(data)).predict(data);

        assertThat(predictions).isInstanceOf(Values.class);
        assertThat(((Values) predictions).value(0)).isBetween(-1e5, 1e5);
    }

    @Test
    void predict_columnsInAnotherOrderWithOthers_isTheSame() {
        SavedModel model = trained(CLASSES);
        Dataset shuffled = Dataset.of(
                CLASSES.target(),
                List.of(
                        CLASSES.feature("colour"),
                        NumericColumn.of("more", new double[60]),
                        CLASSES.feature("b"),
                        CLASSES.feature("a")));

        assertThat(((Probabilities) model.predict(shuffled)).probability(7, 1))
                .isEqualTo(((Probabilities) model.predict(CLASSES)).probability(7, 1));
    }

    @Test
    void read_dates_staySo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("days.csv"), "day,y\n2024-01-01,a\n2024-01-02,b\n2024-01-03,a\n2024-01-04,b\n");
        Dataset days = DataReader.of("y").type("day", ColumnType.CALENDAR).read(file);
        SavedModel model = reread(trained(days));

        assertThat(model.schema()).isEqualTo(days.schema());
        assertThat(model.predict(model.reader().table(file)).size()).isEqualTo(4);
    }

    @Test
    void predict_fileOfRows_takesItsColumnsByName() throws IOException {
        SavedModel model = trained(CLASSES);
        Path rows =
                Files.writeString(folder.resolve("rows.csv"), "id,colour,b,a\n1,red,0.01,160\n2,green,,?\n3,,NA,100\n");

        assertThat(model.predict(model.reader().table(rows)).size()).isEqualTo(3);
        Path lacking = Files.writeString(folder.resolve("lacking.csv"), "colour,b\nred,1\n");
        assertThatThrownBy(() -> model.predict(model.reader().table(lacking)))
                .isInstanceOf(DataException.class)
                .hasMessage("no column 'a' in the data; the model was trained on it: add it, with empty cells where"
                        + " unknown");
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "colour,b,a\nred,1,old\n");
        assertThatThrownBy(() -> model.predict(model.reader().table(wrong)))
                .hasMessageStartingWith("wrong.csv line 2, column 'a': 'old' is not a number");
    }

    @Test
    void predict_unknownLevel_isAsMissing() {
        SavedModel model = trained(CLASSES);
        Dataset unknown = Dataset.of(
                CategoricalColumn.of("kind", List.of("x", "x")),
                List.of(
                        NumericColumn.of("a", 120, 120),
                        NumericColumn.of("b", 0, 0),
                        CategoricalColumn.of("colour", Arrays.asList("ultraviolet", null))));

        Probabilities predictions = (Probabilities) model.predict(unknown);

        assertThat(predictions.probability(0, 0)).isEqualTo(predictions.probability(1, 0));
    }

    @Test
    void read_whatIsNoModel_saysWhy() throws IOException {
        Path missing = folder.resolve("nowhere.model");
        assertThatThrownBy(() -> SavedModel.read(missing)).hasMessageStartingWith("no file '" + missing + "'");
        Path text = Files.writeString(folder.resolve("text.model"), "hello");
        assertThatThrownBy(() -> SavedModel.read(text))
                .hasMessage("'" + text
                        + "' is not a saved model: it is not a zip archive with a manifest.json; 'retune tune'"
                        + " writes models");
        Path whole = folder.resolve("whole.model");
        trained(CLASSES).write(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.model"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
        assertThatThrownBy(() -> SavedModel.read(cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model '" + cut + "' is damaged");
    }

    @Test
    void read_newerFormatOrUnknownLearner_saysWhatToDo() throws IOException {
        Path file = folder.resolve("a.model");
        trained(CLASSES).write(file);
        edit(file, "\"format\" : 1", "\"format\" : 2");
        assertThatThrownBy(() -> SavedModel.read(file))
                .hasMessage("the model '" + file
                        + "' cannot be read: it has format 2, but this Retune reads up to 1: update Retune");
        trained(CLASSES).write(file);
        edit(file, "\"learner\" : \"network\"", "\"learner\" : \"netwrk\"");
        assertThatThrownBy(() -> SavedModel.read(file))
                .hasMessageContaining("cannot be read: no learner 'netwrk'; did you mean 'network'?");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path manifest = zip.getPath("manifest.json");
            String json = Files.readString(manifest);
            assertThat(json).contains(from);
            Files.write(manifest, json.replace(from, to).getBytes(StandardCharsets.UTF_8));
        }
    }
}
