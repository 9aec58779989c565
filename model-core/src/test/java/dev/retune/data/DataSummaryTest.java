package dev.retune.data;

import dev.retune.data.Finding.Kind;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataSummaryTest {

    private static final int ROWS = 400;

    private static NumericColumn numbers(String name, java.util.function.IntToDoubleFunction value) {
        return NumericColumn.of(
                name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }

    private static CategoricalColumn texts(String name, java.util.function.IntFunction<String> value) {
        return CategoricalColumn.of(
                name, IntStream.range(0, ROWS).mapToObj(value).toList());
    }

    private static List<Finding> findings(Column... columns) {
        List<Column> all = new ArrayList<>(Arrays.asList(columns));
        Random random = new Random(5);
        all.add(texts("y", row -> random.nextInt(4) == 0 ? "yes" : "no"));
        return DataSummary.of(new Table("a.csv", all), "y").findings();
    }

    @Test
    void of_columns_countsWhatIsThere() {
        Table table = new Table(
                "a.csv",
                List.of(
                        NumericColumn.of("n", 1, Double.NaN, 3.5, 1, -0.0, 0),
                        CategoricalColumn.of("c", Arrays.asList("a", "b", null, "b", "b", "a"))));

        DataSummary summary = DataSummary.of(table);

        assertThat(summary.rows()).isEqualTo(6);
        ColumnSummary n = summary.columns().get(0);
        assertThat(n.missing()).isEqualTo(1);
        assertThat(n.distinct()).isEqualTo(3);
        assertThat(n.numbers()).isEqualTo(new ColumnSummary.Numbers(0, 1.1, 3.5, false));
        ColumnSummary c = summary.columns().get(1);
        assertThat(c.missing()).isEqualTo(1);
        assertThat(c.levels()).containsExactly(new ColumnSummary.Level("b", 3), new ColumnSummary.Level("a", 2));
        assertThat(summary.target()).isNull();
    }

    @Test
    void of_targetOfFewWholeNumbers_isAClassification() {
        Table table = new Table("a.csv", List.of(numbers("x", row -> row * 0.1), numbers("y", row -> row % 3)));

        DataSummary summary = DataSummary.of(table, "y");

        assertThat(summary.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(summary.target().levels())
                .extracting(ColumnSummary.Level::name)
                .containsExactly("0", "1", "2");
        assertThat(DataSummary.of(table, "x").task()).isEqualTo(Task.REGRESSION);
        assertThatThrownBy(() -> DataSummary.of(table, "z")).hasMessage("no column 'z' in a.csv; did you mean 'x'?");
    }

    @Test
    void of_uselessColumns_areFound() {
        Random random = new Random(3);
        NumericColumn fine = numbers("x", row -> random.nextGaussian());
        assertThat(findings(
                        numbers("same", row -> 7),
                        numbers("nothing", row -> Double.NaN),
                        numbers("row", row -> row + 1000),
                        texts("name", row -> "n" + row),
                        fine,
                        numbers("copy", fine::value),
                        texts("colour", row -> List.of("red", "blue", "green").get(row % 3)),
                        texts("farbe", row -> List.of("rot", "blau", "grün").get(row % 3)),
                        numbers("rare", row -> row % 9 == 0 ? random.nextDouble() : Double.NaN),
                        numbers("patient_id", row -> row / 4)))
                .containsExactly(
                        new Finding(Kind.CONSTANT, "same", "one value in every row"),
                        new Finding(Kind.CONSTANT, "nothing", "no cell has a value"),
                        new Finding(Kind.IDENTIFIER, "row", "a distinct value in each row: it identifies rows"),
                        new Finding(Kind.IDENTIFIER, "name", "a distinct value in each row: it identifies rows"),
                        new Finding(Kind.DUPLICATE, "copy", "has the same content as 'x'"),
                        new Finding(Kind.DUPLICATE, "farbe", "has the same content as 'colour'"),
                        new Finding(Kind.MISSING, "rare", "missing in 88 % of the rows"),
                        new Finding(
                                Kind.GROUP,
                                "patient_id",
                                "about 4 rows per value: if they belong together, split by group"));
    }

    @Test
    void of_columnsThatTellTheTarget_areSuspected() {
        Random random = new Random(9);
        int[] truth = random.ints(ROWS, 0, 2).toArray();
        Table table = new Table(
                "a.csv",
                List.of(
                        numbers("honest", row -> truth[row] + random.nextGaussian()),
                        numbers("after", row -> truth[row] == 1 ? 50 + random.nextDouble() : random.nextDouble()),
                        numbers("onlyThen", row -> truth[row] == 1 ? random.nextDouble() : Double.NaN),
                        texts("status", row -> truth[row] == 1 ? "closed" : row % 2 == 0 ? "open" : "new"),
                        numbers("noise", row -> random.nextInt(200)),
                        texts("y", row -> truth[row] == 1 ? "left" : "stayed")));

        assertThat(DataSummary.of(table, "y").findings())
                .filteredOn(finding -> finding.kind() == Kind.LEAK)
                .extracting(Finding::column)
                .containsExactly("after", "onlyThen", "status");
    }

    @Test
    void of_numericTarget_suspectsWhatItIsComputedFrom() {
        Random random = new Random(9);
        double[] price = random.doubles(ROWS, 10, 90).toArray();
        Table table = new Table(
                "a.csv",
                List.of(
                        numbers("withTax", row -> 1.19 * price[row]),
                        numbers("size", row -> price[row] + 20 * random.nextGaussian()),
                        numbers("price", row -> price[row])));

        assertThat(DataSummary.of(table, "price").findings())
                .extracting(Finding::column, Finding::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "withTax", "explains 99 % of 'price' by itself: is it known at prediction time?"));
    }
}
