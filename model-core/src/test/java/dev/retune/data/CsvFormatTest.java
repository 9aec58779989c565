package dev.retune.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CsvFormatTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static double[] numbers(Dataset data, String feature) {
        return ((NumericColumn) data.feature(feature)).values();
    }

    private static CategoricalColumn categories(Dataset data, String feature) {
        return (CategoricalColumn) data.feature(feature);
    }

    @Test
    void read_numbersTextAndMissingCells_infersTypes() throws IOException {
        Dataset data = Dataset.readCsv(file("""
                        age,colour,label
                        1.5,red,yes
                        ?,blue,no
                        -2e3,NA,yes
                        ,red,no
                        """), "label");

        assertThat(data.size()).isEqualTo(4);
        assertThat(data.features()).extracting(Column::name).containsExactly("age", "colour");
        assertThat(numbers(data, "age")).containsExactly(1.5, Double.NaN, -2000, Double.NaN);
        assertThat(categories(data, "colour").levels()).containsExactly("blue", "red");
        assertThat(categories(data, "colour").codes()).containsExactly(1, 0, CategoricalColumn.MISSING, 1);
        assertThat(data.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(data.classes()).containsExactly("no", "yes");
        assertThat(data.targetCodes()).containsExactly(1, 0, 1, 0);
        assertThat(data).hasToString("4 rows, 1 numeric and 1 categorical features, target 'label' with 2 classes");
    }

    @Test
    void read_integersWithFewValues_staysNumericForFeatures() throws IOException {
        Dataset data = Dataset.readCsv(file("flag,y\n0,a\n1,b\n0,a\n1,b\n"), "y");

        assertThat(data.schema().features()).containsExactly(new Field.Numeric("flag"));
    }

    @Test
    void read_wholeNumberTarget_isClassificationUpToTwentyValues() throws IOException {
        String twenty =
                IntStream.range(0, 40).mapToObj(i -> "1," + i % 20).collect(Collectors.joining("\n", "x,y\n", ""));
        String more =
                IntStream.range(0, 42).mapToObj(i -> "1," + i % 21).collect(Collectors.joining("\n", "x,y\n", ""));

        assertThat(Dataset.readCsv(file(twenty), "y").classes())
                .isEqualTo(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
        assertThat(Dataset.readCsv(file(more), "y").task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void read_wholeNumberTargetWithRareRepeats_isRegression() throws IOException {
        Dataset data = Dataset.readCsv(file("x,y\n1,3\n1,5\n1,7\n1,9\n1,3\n"), "y");

        assertThat(data.task()).isEqualTo(Task.REGRESSION);
        assertThat(data.targetValues()).containsExactly(3, 5, 7, 9, 3);
        assertThat(data).hasToString("5 rows, 1 numeric features, target 'y' numeric");
    }

    @Test
    void read_wholeNumberClassesWrittenDifferently_areTheSame() throws IOException {
        Dataset data = Dataset.readCsv(file("x,y\n1,1\n1,1.0\n1,10\n1,2\n1,02\n1,10\n"), "y");

        assertThat(data.classes()).containsExactly("1", "2", "10");
        assertThat(data.targetCodes()).containsExactly(0, 0, 2, 1, 1, 2);
    }

    @Test
    void task_declared_overridesInference() throws IOException {
        Path file = file("x,y\n1,0\n2,1\n3,0\n4,1\n");

        assertThat(DataReader.of("y").task(Task.REGRESSION).read(file).targetValues())
                .containsExactly(0, 1, 0, 1);
        assertThat(DataReader.of("x").task(Task.CLASSIFICATION).read(file).classes())
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void type_declaredCategorical_keepsTextAsWritten() throws IOException {
        Dataset data =
                DataReader.of("y").type("zip", ColumnType.CATEGORICAL).read(file("zip,y\n01234,a\n1234,b\n01234,a\n"));

        assertThat(categories(data, "zip").levels()).containsExactly("01234", "1234");
    }

    @Test
    void missing_declared_replacesTheUsualMarkers() throws IOException {
        Dataset data = DataReader.of("y").missing("-999").read(file("a,b,y\n-999,NA,p\n1,x,q\n2,,q\n"));

        assertThat(numbers(data, "a")).containsExactly(Double.NaN, 1, 2);
        assertThat(categories(data, "b").levels()).containsExactly("NA", "x");
        assertThat(categories(data, "b").isMissing(2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(chars = {';', '\t', '|'})
    void separator_declaredOrInHeader_separates(char separator) throws IOException {
        String text = "a;y\n1,5;p\n2;q\n2;q\n".replace(';', separator);

        assertThat(categories(DataReader.of("y").separator(separator).read(file(text)), "a")
                        .levels())
                .containsExactly("1,5", "2");
        assertThat(Dataset.readCsv(file(text), "y"))
                .hasToString(
                        DataReader.of("y").separator(separator).read(file(text)).toString());
    }

    @Test
    void read_quotedCells_keepsSeparatorsQuotesAndLineEnds() throws IOException {
        Dataset data = Dataset.readCsv(file("\"the, text\", y\n\"a, \"\"b\"\"\nc\", p\n d , \"q\"\n"), "y");

        assertThat(categories(data, "the, text").levels()).containsExactly("a, \"b\"\nc", "d");
        assertThat(data.classes()).containsExactly("p", "q");
    }

    @Test
    void read_byteOrderMarkCrLfUtf8AndEmptyLines_areUnderstood() throws IOException {
        Dataset data = Dataset.readCsv(file("\uFEFF\"größe\",y\r\n1,naïve\r\n\r\n2,日本\r\n"), "y");

        assertThat(numbers(data, "größe")).containsExactly(1, 2);
        assertThat(data.classes()).containsExactly("naïve", "日本");
    }

    @Test
    void read_columnWithoutAnyCell_isNumericAndMissing() throws IOException {
        assertThat(numbers(Dataset.readCsv(file("x,y\n,a\n?,b\n"), "y"), "x")).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void read_moreDistinctNumbersThanTextsKept_readsThemAll() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        double[] expected = random.doubles(3L * ColumnBuilder.TEXTS).toArray();
        expected[100] = Double.NaN;
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < expected.length; i++) {
            text.append(Double.isNaN(expected[i]) ? "" : Double.toString(expected[i]))
                    .append(i % 2 == 0 ? ",a\n" : ",b\n");
        }

        assertThat(numbers(Dataset.readCsv(file(text.toString()), "y"), "x")).containsExactly(expected);
    }

    @Test
    void read_moreDistinctTextsThanKeptForNumbers_isCategorical() throws IOException {
        String text = IntStream.range(0, 2 * ColumnBuilder.TEXTS)
                .mapToObj(i -> "id" + i + "," + i % 2)
                .collect(Collectors.joining("\n", "x,y\n", "\n"));

        assertThat(categories(Dataset.readCsv(file(text), "y"), "x").levels()).hasSize(2 * ColumnBuilder.TEXTS);
    }

    @Test
    void read_digits_isTheWholeDataSet() {
        Dataset data = Dataset.readCsv(Path.of("../experiments/studies/data/digits.csv"), "digit");

        assertThat(data).hasToString("1797 rows, 64 numeric features, target 'digit' with 10 classes");
        assertThat(data.classes()).isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        // sklearn.datasets.load_digits(): X.sum(), X[17, 3], numpy.bincount(y)
        double sum = 0;
        int[] counts = new int[10];
        for (Column feature : data.features()) {
            for (double value : ((NumericColumn) feature).values()) {
                sum += value;
            }
        }
        for (int code : data.targetCodes()) {
            counts[code]++;
        }
        assertThat(sum).isEqualTo(561718);
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void read_latin1AfterSomeRows_isReported(int rows) throws IOException {
        String text = "x,y\n" + "1,a\n".repeat(rows) + "größe,b\n";
        Path file = Files.write(folder.resolve("data.csv"), text.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Dataset.readCsv(file, "y"))
                .isInstanceOf(DataException.class)
                .hasMessage("data.csv line " + (rows + 2)
                        + " is not UTF-8 text; save it as UTF-8, or declare its charset, such as windows-1252");
    }
}
