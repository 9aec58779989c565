package dev.retune.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What all formats have in common. */
class DataReaderTest {

    private static final String CSV = "x,größe,y\n1,2,a\n3,4,b\n";

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.csv.gz", "data.csv", "data.bin"})
    void read_packedByGzip_isUnpackedWhateverItsName(String name) throws IOException {
        assertThat(Dataset.read(file(name, packed(CSV)), "y").fingerprint())
                .isEqualTo(Dataset.read(csv(CSV), "y").fingerprint());
    }

    @Test
    void read_damagedGzip_saysSo() throws IOException {
        byte[] whole = packed("x,y\n" + "1,a\n2,b\n".repeat(1000));
        Path cut = file("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        byte[] flipped = whole.clone();
        flipped[whole.length - 6] ^= 1;
        Path wrong = file("wrong.csv.gz", flipped);

        assertThatThrownBy(() -> Dataset.read(cut, "y"))
                .isInstanceOf(DataException.class)
                .hasMessageMatching("cut.csv.gz is packed by gzip, but damaged or cut short \\(.*\\); copy it again");
        assertThatThrownBy(() -> Dataset.read(wrong, "y"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("wrong.csv.gz is packed by gzip, but damaged or cut short (");
    }

    @Test
    void read_otherArchives_areNamed() throws IOException {
        assertThatThrownBy(() -> Dataset.read(file("a.xlsx", new byte[] {'P', 'K', 3, 4, 0}), "y"))
                .hasMessage("a.xlsx is a zip archive or an Excel sheet; unpack it, or export it as CSV");
        assertThatThrownBy(() -> Dataset.read(file("a.parquet", "PAR1....".getBytes(StandardCharsets.UTF_8)), "y"))
                .hasMessage("a.parquet is a Parquet file; export it as CSV");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void read_byteOrderMark_tellsTheCharset(String charset) throws IOException {
        Dataset data = Dataset.read(file("data.csv", ("\uFEFF" + CSV).getBytes(Charset.forName(charset))), "y");

        assertThat(data.features()).extracting(Column::name).containsExactly("x", "größe");
    }

    @Test
    void charset_declared_decodes() throws IOException {
        Charset windows = Charset.forName("windows-1252");
        Dataset data = DataReader.of("y").charset(windows).read(file("data.csv", CSV.getBytes(windows)));

        assertThat(data.features()).extracting(Column::name).containsExactly("x", "größe");
    }

    @ParameterizedTest
    @CsvSource({"a.csv,CSV", "a.tsv.gz,CSV", "A.ARFF,ARFF", "a.svm,LIBSVM", "a.libsvm.gz,LIBSVM", "a.svmlight,LIBSVM"})
    void format_ofName_isItsEnd(String name, Format format) {
        assertThat(Format.of(name, "")).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            % comment;@RELATION x        | ARFF
            +1 1:0.5 7:1e-3              | LIBSVM
            # note;3 qid:1 1:1 # note    | LIBSVM
            a b:c,d                      | CSV
            x,y                          | CSV
            """)
    void format_ofOtherName_isThatOfTheContent(String head, Format format) {
        assertThat(Format.of("data.txt", head.replace(";", "\n"))).isEqualTo(format);
    }

    @Test
    void format_declared_overridesTheName() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "1 1:2\n0 1:3\n");

        assertThat(DataReader.of("label").format(Format.LIBSVM).read(file).size())
                .isEqualTo(2);
        assertThatThrownBy(() -> Format.named("arf")).hasMessage("unknown format 'arf'; did you mean 'arff'?");
    }

    @Test
    void read_isoDates_areDays() throws IOException {
        Dataset data = Dataset.read(csv("""
                day,time,zoned,y
                1970-01-01,1970-01-02T12:00,2024-02-29T00:00:00Z,a
                2024-02-29,2000-01-01 06:00:00.000,2024-02-29T00:00+01:00,b
                ?,,NA,b
                1969-12-31,1970-01-01T00:00:01,2024-02-29T06:00:00-06:00,a
                """), "y");

        assertThat(data.schema().features()).allMatch(field -> field.type() == ColumnType.DATE);
        assertThat(((NumericColumn) data.feature("day")).values()).containsExactly(0, 19782, Double.NaN, -1);
        assertThat(((NumericColumn) data.feature("time")).values())
                .containsExactly(1.5, 10957.25, Double.NaN, 1 / 86400.0);
        assertThat(((NumericColumn) data.feature("zoned")).values())
                .containsExactly(19782, 19782 - 1 / 24.0, Double.NaN, 19782.5);
    }

    @Test
    void read_moreDatesThanTextsKept_areDays() throws IOException {
        StringBuilder text = new StringBuilder("day,y\n");
        for (int i = 0; i < 3 * ColumnBuilder.TEXTS; i++) {
            text.append(java.time.LocalDate.ofEpochDay(i)).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        NumericColumn days =
                (NumericColumn) Dataset.read(csv(text.toString()), "y").feature("day");

        for (int i = 0; i < days.size(); i++) {
            assertThat(days.value(i)).isEqualTo(i);
        }
        assertThat(days.field().type()).isEqualTo(ColumnType.DATE);
        assertThatThrownBy(() -> Dataset.read(csv(text + "soon,a\n"), "y"))
                .hasMessage("data.csv line 12290, column 'day': 'soon' is not a date such as 2024-02-29 or"
                        + " 2024-02-29T18:30, but 12288 other cells of the column are; correct it, declare the column"
                        + " categorical, or add 'soon' to the missing markers");
    }

    @ParameterizedTest
    @CsvSource({"2023-02-30, 3", "2023-13-01, 3", "2023-02-28T24:30, 3"})
    void read_impossibleDateAmongFewDates_isAMistake(String day, int line) throws IOException {
        String rows = "day,y\n2023-02-27,a\n" + day + ",b\n2023-03-01,a\n2023-02-31,b\n2023-03-02,a\n";

        assertThatThrownBy(() -> Dataset.read(csv(rows), "y"))
                .hasMessage("data.csv line " + line + ", column 'day': '" + day
                        + "' is not a date such as 2024-02-29 or 2024-02-29T18:30, but 3 other cells of the column are;"
                        + " correct it, declare the column categorical, or add '" + day + "' to the missing markers");
    }

    @Test
    void read_codesThatAreSeldomDates_areCategories() throws IOException {
        Dataset data = Dataset.read(csv("code,y\n1999-45-01,a\n2023-02-01,b\n1234-99-12,a\n"), "y");

        assertThat(data.schema().features()).allMatch(field -> field.type() == ColumnType.CATEGORICAL);
    }

    @Test
    void read_impossibleDateAmongDates_isAMistake() throws IOException {
        String dates = "2024-01-31,a\n2024-02-28,b\n".repeat(10);

        assertThatThrownBy(() -> Dataset.read(csv("day,y\n" + dates + "2024-02-30,a\n"), "y"))
                .hasMessageStartingWith("data.csv line 22, column 'day': '2024-02-30' is not a date");
    }

    @Test
    void type_calendar_addsTheSeasons() throws IOException {
        Dataset data = DataReader.of("y")
                .type("t", ColumnType.CALENDAR)
                .read(csv("t,y\n2024-01-01,a\n2023-07-02T12:00,b\n2024-01-03T18:00,b\n"));

        assertThat(data.features())
                .extracting(Column::name)
                .containsExactly("t", "t.yearSin", "t.yearCos", "t.weekSin", "t.weekCos", "t.daySin", "t.dayCos");
        // 2023-07-02T12:00 is the middle of a year of 365 days; 2024-01-01 is a Monday
        assertThat(number(data, "t.yearCos", 1)).isEqualTo(-1);
        assertThat(number(data, "t.yearCos", 0)).isEqualTo(1);
        assertThat(number(data, "t.weekCos", 0)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(number(data, "t.weekSin", 2))
                .isCloseTo(Math.sin(2 * Math.PI * 2.75 / 7), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(number(data, "t.daySin", 2)).isEqualTo(-1);
        assertThat(number(data, "t.dayCos", 1)).isEqualTo(-1);
    }

    private static double number(Dataset data, String feature, int row) {
        return ((NumericColumn) data.feature(feature)).value(row);
    }

    @Test
    void ignore_columns_areNeitherReadNorChecked() throws IOException {
        Dataset data =
                DataReader.of("y").ignore("id").read(csv("id,x,y\n" + "1,1,a\n2,2,b\n".repeat(20) + "oops,3,b\n"));

        assertThat(data.features()).extracting(Column::name).containsExactly("x");
    }

    @Test
    void ignore_unknownColumnOrTarget_isRefused() throws IOException {
        Path file = csv("patient,x,y\n1,1,a\n2,2,b\n");

        assertThatThrownBy(() -> DataReader.of("y").ignore("patinet").read(file))
                .hasMessage("no column 'patinet' to ignore in data.csv; did you mean 'patient'?");
        assertThatThrownBy(() -> DataReader.of("y").ignore("y").read(file))
                .hasMessage("target 'y' is also ignored; remove one of the two declarations");
    }

    @Test
    void table_ofASchema_takesItsColumnsByName() throws IOException {
        Schema schema = Dataset.read(csv("n,colour,day,y\n1,red,2024-01-01,p\n2,blue,2024-01-02,q\n"), "y")
                .schema();
        Path fresh = csv("extra,day,colour,n\nabc,2024-01-03,green,\nabc,,red,7\n");

        Dataset rows = DataReader.of(schema).table(fresh).as(schema);

        assertThat(rows.schema()).isEqualTo(schema);
        assertThat(((NumericColumn) rows.feature("n")).values()).containsExactly(Double.NaN, 7);
        assertThat(((CategoricalColumn) rows.feature("colour")).codes()).containsExactly(-1, 1);
        assertThat(rows.target().isMissing(0)).isTrue();
    }

    @Test
    void table_lacksColumnsOfTheSchema_namesThem() throws IOException {
        Schema schema =
                Dataset.read(csv("n,colour,y\n1,red,p\n2,blue,q\n"), "y").schema();
        Path fresh = csv("colour\nred\n");
        Path wrong = csv("colour,n\nred,many\n");

        assertThatThrownBy(() -> DataReader.of(schema).table(wrong).as(schema))
                .hasMessage("data.csv line 2, column 'n': 'many' is not a number, but the column is declared numeric;"
                        + " correct it, declare the column categorical, or add 'many' to the missing markers");
        assertThatThrownBy(
                        () -> DataReader.of(schema).table(csv("colour\nred\n")).as(schema))
                .hasMessage("no column 'n' in the data; the model was trained on it: add it, with empty cells where"
                        + " unknown");
        assertThat(fresh).exists();
    }

    @Test
    void as_otherColumns_areAlignedByName() {
        Dataset trained = Dataset.of(
                CategoricalColumn.of("y", List.of("a", "b")),
                List.of(CategoricalColumn.of("c", List.of("x", "z")), NumericColumn.of("n", 1, 2)));
        Dataset other = Dataset.of(
                CategoricalColumn.of("y", List.of("b", "b", "b")),
                List.of(
                        NumericColumn.of("n", 5, 6, 7),
                        NumericColumn.of("more", 0, 0, 0),
                        CategoricalColumn.of("c", List.of("w", "z", "x"))));

        Dataset aligned = other.as(trained.schema());

        assertThat(aligned.schema()).isEqualTo(trained.schema());
        assertThat(((CategoricalColumn) aligned.feature("c")).codes()).containsExactly(-1, 1, 0);
        assertThat(aligned.targetCodes()).containsExactly(1, 1, 1);
        assertThatThrownBy(() ->
                        trained.as(Dataset.of(NumericColumn.of("y", 1, 2), List.of(NumericColumn.of("c", 1, 2)))
                                .schema()))
                .hasMessage("column 'c' is categorical, but the model was trained on numbers; 'x' is none");
    }
}
