package dev.retune.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArffFormatTest {

    private static final String WEATHER = """
            % Weka's first example, with a quote here and there
            @RELATION 'the weather'

            @attribute outlook {sunny, overcast, 'very rainy'}
            @attribute temperature real
            @attribute "wind speed" NUMERIC
            @attribute note string
            @attribute seen date "yyyy-MM-dd'T'HH:mm:ss"
            @attribute play {yes, no}

            @data
            sunny, 85, 1.5, 'it''s', "2024-02-29T12:00:00", no
            % nothing
            'very rainy',?,2,"a, b",?,yes
            overcast,-1e1,3,'it\\'s',2024-03-01,yes
            """.replace("''s", "\\'s");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.arff"), text);
    }

    @Test
    void read_allTypesOfAttributes_haveTheirColumns() throws IOException {
        Dataset data = Dataset.read(file(WEATHER), "play");

        assertThat(data.schema().features())
                .containsExactly(
                        new Field.Categorical("outlook", java.util.List.of("overcast", "sunny", "very rainy")),
                        new Field.Numeric("temperature"),
                        new Field.Numeric("wind speed"),
                        new Field.Categorical("note", java.util.List.of("a, b", "it's")),
                        new Field.Numeric("seen", ColumnType.DATE));
        assertThat(((NumericColumn) data.feature("temperature")).values()).containsExactly(85, Double.NaN, -10);
        assertThat(((NumericColumn) data.feature("seen")).values()).containsExactly(19782.5, Double.NaN, 19783);
        assertThat(data.classes()).containsExactly("no", "yes");
        assertThat(data.targetCodes()).containsExactly(0, 1, 1);
    }

    @Test
    void read_numericTargetOfFewNumbers_isRegression() throws IOException {
        Path file = file("@relation r\n@attribute x real\n@attribute y real\n@data\n1,0\n2,1\n3,0\n4,1\n");

        assertThat(Dataset.read(file, "y").task()).isEqualTo(Task.REGRESSION);
        assertThat(DataReader.of("y").task(Task.CLASSIFICATION).read(file).classes())
                .containsExactly("0", "1");
    }

    @Test
    void read_sparseRows_haveZerosAndFirstLevels() throws IOException {
        Dataset data = Dataset.read(
                file("@relation r\n@attribute a real\n@attribute b {p,q}\n@attribute y {n,y}\n@data\n{0 2.5, 2"
                        + " y}\n{1 q}\n{}\n"),
                "y");

        assertThat(((NumericColumn) data.feature("a")).values()).containsExactly(2.5, 0, 0);
        assertThat(((CategoricalColumn) data.feature("b")).codes()).containsExactly(0, 1, 0);
        assertThat(data.targetCodes()).containsExactly(1, 0, 0);
    }

    @Test
    void read_sameRowsAsCsv_isTheSameData() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "colour,y\nred,yes\nblue,no\nred,no\n");
        Path arff = file("@relation r\n@attribute colour {red,blue,green}\n@attribute y {yes,no}\n@data\n"
                + "red,yes\nblue,no\nred,no\n");

        assertThat(Dataset.read(arff, "y").fingerprint())
                .isEqualTo(Dataset.read(csv, "y").fingerprint());
    }

    @Test
    void ignore_column_leavesItOut() throws IOException {
        Dataset data = DataReader.of("play").ignore("note", "seen").read(file(WEATHER));

        assertThat(data.features()).extracting(Column::name).containsExactly("outlook", "temperature", "wind speed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @attribute x real;@data;1,2            | line 3: it has 2 cells, but the header has 1 attributes; quote \
            cells that contain ','
            @attribute x {a,b};@data;c             | line 3, column 'x': 'c' is none of the levels that the header \
            declares; correct it, or add it there
            @attribute x real;@data;abc            | line 3, column 'x': 'abc' is not a number, but the column is \
            declared numeric; correct it, declare the column categorical, or add 'abc' to the missing markers
            @attribute x date;@data;29.2.2024      | line 3, column 'x': '29.2.2024' is not a date such as \
            2024-02-29 or 2024-02-29T18:30, but the column is declared date; correct it, declare the column \
            categorical, or add '29.2.2024' to the missing markers
            @attribute x relational;@data          | line 1: attribute 'x' is of type 'relational'; it must be \
            numeric, real, integer, string, date, or {levels}
            @attribute x {a,b;@data                | line 1: the levels of attribute 'x' are not closed by '}'
            @attribute x real;@attribute x real    | line 2: attribute 'x' is declared twice; names must be unique
            @attribute x                           | line 1: attribute 'x' is of type ''; it must be numeric, real, \
            integer, string, date, or {levels}
            @attribute x string;@data;'abc         | line 3: a quote (') is not closed; inside quotes, write \\'
            @attribute x real;@data;{7 1}          | line 3: '7 1' is no 'INDEX VALUE' with an index from 0 to 0
            @attribute x real;@data;{0 1           | line 3: the sparse row is not closed by '}'; instance weights \
            are not read
            @data                                  | line 1: @data stands before any @attribute; declare the \
            columns first
            @attribute x real;1,2                  | line 2: '1,2' is neither @relation, @attribute nor @data; \
            comments begin with %
            """)
    void read_damagedFile_namesTheLine(String text, String message) throws IOException {
        Path file = file(text.replace(";", "\n"));

        assertThatThrownBy(() -> Table.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("data.arff " + message);
    }

    @Test
    void read_noData_saysWhatAFileHas() throws IOException {
        Path file = file("@relation r\n@attribute x real\n");

        assertThatThrownBy(() -> Table.read(file))
                .hasMessage("data.arff has no @data line; an ARFF file has @attribute lines, @data, and rows");
    }
}
