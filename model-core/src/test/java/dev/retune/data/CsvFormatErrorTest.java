package dev.retune.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a user reads when the file or an option is wrong, word by word. */
class CsvFormatErrorTest {

    private static final DataReader READER = DataReader.of("y");

    @TempDir
    private Path folder;

    private void assertError(DataReader reader, String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), text);
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void read_missingFile_saysWhereItLooked() {
        Path file = Path.of("nowhere", "..", "data.csv");

        assertThatThrownBy(() -> READER.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("no file '" + file + "' (looked for "
                        + Path.of("data.csv").toAbsolutePath() + ")");
    }

    @Test
    void read_directory_saysSo() {
        assertThatThrownBy(() -> READER.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("'" + folder + "' is a directory; give the path of a file");
    }

    @Test
    void read_emptyFile_asksForHeader() throws IOException {
        assertError(READER, "", "data.csv is empty; its first line must name the columns");
        assertError(READER, "\n\n", "data.csv is empty; its first line must name the columns");
    }

    @Test
    void read_headerOnly_saysNoRows() throws IOException {
        assertError(READER, "x,y\n", "data.csv has a header, but no rows");
    }

    @Test
    void read_targetOnly_asksForFeature() throws IOException {
        assertError(READER, "y\na\nb\n", "data.csv has no column beside the target 'y'; give at least one feature");
    }

    @Test
    void read_raggedRow_namesLineAndCounts() throws IOException {
        assertError(
                READER,
                "x,y\n\"two\nlines\",a\n1,2,b\n",
                "data.csv line 4 has 3 cells, but the header names 2 columns; quote cells that contain ','");
        assertError(
                READER,
                "x,y\n1\n",
                "data.csv line 2 has 1 cell, but the header names 2 columns; quote cells that contain ','");
    }

    @Test
    void read_unclosedQuote_namesLine() throws IOException {
        assertError(
                READER,
                "x,y\n1,a\n\"2,b\n3,c\n",
                "data.csv: Unclosed quoted field at end of input (record starting at line 3); a quote inside a"
                        + " quoted cell"
                        + " is written twice");
    }

    @Test
    void read_textAfterClosingQuote_namesLine() throws IOException {
        assertError(
                READER,
                "x,y\n1,a\n\"2\"b,b\n",
                "data.csv: Unexpected character after closing quote: 'b' (0x62) (record starting at line 3); a"
                        + " quote inside"
                        + " a quoted cell is written twice");
    }

    @Test
    void read_duplicateHeader_namesBothPositions() throws IOException {
        assertError(READER, "x,z, x,y\n", "data.csv line 1: columns 1 and 3 are both named 'x'; names must be unique");
    }

    @Test
    void read_emptyHeader_namesPosition() throws IOException {
        assertError(READER, "\nx,,y\n", "data.csv line 2: column 2 has no name; name every column");
    }

    @Test
    void read_missingTargetColumn_suggestsNearest() throws IOException {
        assertError(DataReader.of("digt"), "pixel0,digit\n", "no column 'digt' in data.csv; did you mean 'digit'?");
        assertError(DataReader.of("DIGIT"), "pixel0,digit\n", "no column 'DIGIT' in data.csv; did you mean 'digit'?");
        assertError(DataReader.of("churned"), "a,b,c\n", "no column 'churned' in data.csv; known: a, b, c");
        assertError(
                DataReader.of("churned"),
                IntStream.range(0, 12).mapToObj(i -> "pixel" + i).collect(Collectors.joining(",")),
                "no column 'churned' in data.csv; known: pixel0, pixel1, pixel2, pixel3, pixel4, pixel5, pixel6,"
                        + " pixel7, pixel8, pixel9, ... (12 in all)");
    }

    @Test
    void separator_wrong_isSuspected() throws IOException {
        assertError(
                READER.separator(','),
                "x;y\n1;2\n",
                "no column 'y' in data.csv; the header has a single column, with ';' in its name: is that the"
                        + " separator?");
        assertError(
                READER.separator(','),
                "x\ty\n1\t2\n",
                "no column 'y' in data.csv; the header has a single column, with a tab in its name: is that the"
                        + " separator?");
    }

    @Test
    void read_textInColumnDeclaredNumeric_namesLineAndColumn() throws IOException {
        assertError(
                READER.type("pixel3", ColumnType.NUMERIC),
                "pixel3,y\n1,a\nabc,b\n",
                "data.csv line 3, column 'pixel3': 'abc' is not a number, but the column is declared numeric; correct"
                        + " it, declare the column categorical, or add 'abc' to the missing markers");
        assertError(
                READER.task(Task.REGRESSION),
                "x,y\n1,1.5\n2,low\n",
                "data.csv line 3, column 'y': 'low' is not a number, but the column is declared numeric; correct it,"
                        + " declare the column categorical, or add 'low' to the missing markers");
    }

    @Test
    void read_textAmongMostlyNumbers_isTakenForMistake() throws IOException {
        String numbers = IntStream.range(0, 19).mapToObj(i -> i + ",a\n").collect(Collectors.joining());

        assertError(
                READER,
                "x,y\n" + numbers + "1O,b\n",
                "data.csv line 21, column 'x': '1O' is not a number, but 19 other cells of the column are; correct it,"
                        + " declare the column categorical, or add '1O' to the missing markers");
    }

    @Test
    void read_textAfterVeryManyNumbers_isTakenForMistake() throws IOException {
        String numbers = IntStream.range(0, 5000).mapToObj(i -> i + ",a\n").collect(Collectors.joining());

        assertError(
                READER,
                "x,y\n" + numbers + "Infinity,b\n",
                "data.csv line 5002, column 'x': 'Infinity' is not a number, but 5000 other cells of the column are;"
                        + " correct it, declare the column categorical, or add 'Infinity' to the missing markers");
    }

    @Test
    void read_missingTargetCells_namesLines() throws IOException {
        assertError(
                READER,
                "x,y\n1,a\n2,\n3,b\n",
                "data.csv: target 'y' is missing in line 3; remove these rows or fill them in");
        assertError(
                READER,
                "x,y\n1,a\n" + "2,?\n".repeat(12),
                "data.csv: target 'y' is missing in lines 3, 4, 5, 6, 7 and 7 more; remove these rows or fill them in");
    }

    @Test
    void read_targetWithOneClass_isRefused() throws IOException {
        String message = "data.csv: target 'y' is '1' in every row; classification needs at least two classes";

        assertError(READER, "x,y\n1,1\n2,1\n", message);
        assertError(READER.task(Task.CLASSIFICATION), "x,y\n1,1\n2,1\n", message);
    }

    @Test
    void type_ofUnknownColumn_suggestsNearest() throws IOException {
        assertError(
                READER.type("pixl3", ColumnType.CATEGORICAL),
                "pixel3,y\n1,a\n",
                "no column 'pixl3' in data.csv, but it is declared categorical; did you mean 'pixel3'?");
    }

    @Test
    void type_contradictsTask_isRefused() throws IOException {
        assertError(
                READER.type("y", ColumnType.NUMERIC).task(Task.CLASSIFICATION),
                "x,y\n1,a\n",
                "target 'y' is declared numeric, but the task is classification; remove one of the two declarations");
    }

    @Test
    void named_unknownTypeOrTask_suggestsNearest() {
        assertThatThrownBy(() -> ColumnType.named("numerc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown column type 'numerc'; did you mean 'numeric'?");
        assertThatThrownBy(() -> Task.named("ranking"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown task 'ranking'; known: classification, regression");
        assertThat(ColumnType.named("Categorical")).isEqualTo(ColumnType.CATEGORICAL);
        assertThat(Task.named("regression")).isEqualTo(Task.REGRESSION);
    }
}
