package dev.retune.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LibSvmFormatTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.libsvm"), text);
    }

    private static double[] numbers(Dataset data, String feature) {
        return ((NumericColumn) data.feature(feature)).values();
    }

    @Test
    void read_sparseRows_areDenseColumns() throws IOException {
        Dataset data = Dataset.read(file("+1 1:0.5 4:-2e1 # note\n-1\n\n+1 2:3\n# only a note\n-1 4:1\n"), "label");

        assertThat(data.classes()).containsExactly("-1", "1");
        assertThat(data.targetCodes()).containsExactly(1, 0, 1, 0);
        assertThat(data.features()).extracting(Column::name).containsExactly("f1", "f2", "f3", "f4");
        assertThat(numbers(data, "f1")).containsExactly(0.5, 0, 0, 0);
        assertThat(numbers(data, "f2")).containsExactly(0, 0, 3, 0);
        assertThat(numbers(data, "f3")).containsExactly(0, 0, 0, 0);
        assertThat(numbers(data, "f4")).containsExactly(-20, 0, 0, 1);
    }

    @Test
    void read_realLabels_isRegression() throws IOException {
        assertThat(Dataset.read(file("0.5 1:1\n1.25 1:2\n-3 1:3\n"), "label").targetValues())
                .containsExactly(0.5, 1.25, -3);
    }

    @Test
    void read_groups_areAColumn() throws IOException {
        Dataset data = Dataset.read(file("1 qid:7 1:1\n0 qid:7 1:2\n1 1:2\n0 qid:8 2:1\n"), "label");

        CategoricalColumn groups = (CategoricalColumn) data.feature("qid");
        assertThat(groups.levels()).containsExactly("7", "8");
        assertThat(groups.codes()).containsExactly(0, 0, -1, 1);
    }

    @Test
    void table_ofAModelsSchema_hasItsFeaturesAndNoOthers() throws IOException {
        Schema schema = Dataset.read(file("1 1:1 3:1\n0 2:1\n"), "label").schema();
        Table table = DataReader.of(schema).table(file("0 2:5 9:1\n"));

        Dataset rows = table.as(schema);
        assertThat(rows.schema().features()).isEqualTo(schema.features());
        assertThat(numbers(rows, "f2")).containsExactly(5);
        assertThat(numbers(rows, "f3")).containsExactly(0);
    }

    @Test
    void read_moreThanTheMemoryHolds_isRefusedWhileReading() throws IOException {
        Path file = file("1 1:1\n0 100000:1\n".repeat(500));

        assertThatThrownBy(() -> Source.read(
                        file, null, source -> LibSvmFormat.read(source, ReadingOptions.NOTHING, 100_000_000)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "data.libsvm line 256: 100000 features of 256 rows take 0.3 GB so far as dense columns, more"
                                + " than half of the memory that Java may use; raise it with -Xmx, or leave"
                                + " features out");
    }

    @Test
    void read_unknownName_isRecognisedByItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("a1a.txt"), "-1 3:1 11:1\n+1 5:1\n");

        assertThat(Dataset.read(file, "label").features()).hasSize(11);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 1:1;2:3 4:5     | line 2: '2:3' stands where the label must be; a row is 'label index:value ...'
            1 2:1 2:3         | line 1: index 2 follows 2; the indices of a row must ascend
            1 3:1 2:3         | line 1: index 2 follows 3; the indices of a row must ascend
            1 a:1             | line 1: 'a:1' is not 'index:value' with a whole number and a number
            1 7               | line 1: '7' is not 'index:value' with a whole number and a number
            1 1:1;1 1:x       | line 2: '1:x' is not 'index:value' with a whole number and a number
            1,3 1:1           | line 1: label '1,3' has several values; one a row can be learned
            """)
    void read_damagedFile_namesTheLine(String text, String message) throws IOException {
        Path file = file(text.replace(";", "\n"));

        assertThatThrownBy(() -> Table.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("data.libsvm " + message);
    }

    @Test
    void ignore_feature_leavesItOut() throws IOException {
        Dataset data = DataReader.of("label").ignore("f2").read(file("1 1:1 2:1 3:1\n0 2:1\n"));

        assertThat(data.schema().features()).isEqualTo(List.of(new Field.Numeric("f1"), new Field.Numeric("f3")));
    }
}
