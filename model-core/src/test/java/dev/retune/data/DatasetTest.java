package dev.retune.data;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatasetTest {

    private static final Column WEIGHT = NumericColumn.of("weight", 1, Double.NaN, 3, -0.0);
    private static final Column COLOUR = CategoricalColumn.of("colour", Arrays.asList("red", "blue", null, "red"));
    private static final Column CLASS = CategoricalColumn.of("class", List.of("b", "a", "a", "c"));
    private static final Dataset DATA = Dataset.of(CLASS, List.of(WEIGHT, COLOUR));

    @Test
    void rows_ofRows_showsTheChosenCells() {
        Dataset some = DATA.rows(3, 1, 2, 1).rows(0, 3);

        assertThat(some.size()).isEqualTo(2);
        assertThat(((NumericColumn) some.feature("weight")).values()).containsExactly(-0.0, Double.NaN);
        assertThat(((CategoricalColumn) some.feature("colour")).codes()).containsExactly(1, 0);
        assertThat(some.targetCodes()).containsExactly(2, 0);
        assertThat(some.feature("weight").isMissing(1)).isTrue();
    }

    @Test
    void rows_withoutAClass_keepsAllClasses() {
        assertThat(DATA.rows(1).classes()).containsExactly("a", "b", "c");
        assertThat(DATA.rows(1).schema()).isEqualTo(DATA.schema());
    }

    @Test
    void rows_none_isEmpty() {
        assertThat(DATA.rows().size()).isZero();
    }

    @Test
    void rows_outside_isRefused() {
        assertThatThrownBy(() -> DATA.rows(0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no row 4; the data set has 4 rows, counted from 0");
        assertThatThrownBy(() -> DATA.rows(2).rows(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no row -1; the data set has 1 rows, counted from 0");
    }

    @Test
    void of_columnsOfSubsets_takesTheirRows() {
        Dataset some = DATA.rows(2, 0);
        Dataset again = Dataset.of(some.target(), some.features());

        assertThat(again.rows(1).targetCodes()).containsExactly(1);
        assertThat(again.fingerprint()).isEqualTo(some.fingerprint());
    }

    @Test
    void of_laterChangeOfArray_hasNoEffect() {
        double[] values = {1, 2};
        Dataset data = Dataset.of(NumericColumn.of("y", 1, 2), List.of(NumericColumn.of("x", values)));
        values[0] = 9;
        ((NumericColumn) data.feature("x")).values()[1] = 9;

        assertThat(((NumericColumn) data.feature("x")).values()).containsExactly(1, 2);
    }

    @Test
    void fingerprint_sameContent_isTheSameEverywhere() {
        Dataset copy = Dataset.of(
                CategoricalColumn.of("class", List.of("a", "b", "c"), 1, 0, 0, 2),
                List.of(NumericColumn.of("weight", 1, 0 / 0.0, 3, 0), COLOUR));

        assertThat(copy.fingerprint())
                .isEqualTo(DATA.fingerprint()) // hashlib.sha256 of little-endian integers and doubles and of UTF-8
                // texts after
                // their length, by struct.pack
                .isEqualTo("ceb083a8e622f65ee974a80c7d4b25c6b8cc7abc26a0e3eda15e00fd31894352");
    }

    @Test
    void fingerprint_otherContent_isAnother() {
        Dataset renamed = Dataset.of(CLASS, List.of(NumericColumn.of("w", 1, Double.NaN, 3, 0), COLOUR));
        Dataset changed = Dataset.of(CLASS, List.of(NumericColumn.of("weight", 1, Double.NaN, 3, 1), COLOUR));
        Dataset swapped = Dataset.of(CLASS, List.of(COLOUR, WEIGHT));

        assertThat(List.of(
                        DATA.fingerprint(),
                        renamed.fingerprint(),
                        changed.fingerprint(),
                        swapped.fingerprint(),
                        DATA.rows(1, 0, 2, 3).fingerprint(),
                        DATA.rows(0, 1, 2).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void of_wrongColumns_isRefused() {
        assertRefused(
                () -> Dataset.of(CLASS, List.of()), "no feature columns beside the target 'class'; give at least one");
        assertRefused(
                () -> Dataset.of(CLASS, List.of(NumericColumn.of("x", 1))),
                "column 'x' has 1 rows, but target 'class' has 4; all columns need the same number");
        assertRefused(
                () -> Dataset.of(CLASS, List.of(WEIGHT, WEIGHT)),
                "two columns are named 'weight'; names must be unique");
        assertRefused(() -> Dataset.of(CLASS, List.of(CLASS)), "two columns are named 'class'; names must be unique");
        assertRefused(
                () -> Dataset.of(COLOUR, List.of(WEIGHT)),
                "target 'colour' is missing in row 2; remove such rows or fill them in");
        assertRefused(
                () -> Dataset.of(NumericColumn.of("y"), List.of(NumericColumn.of("x"))),
                "target 'y' has no rows; a data set needs at least one");
        assertRefused(
                () -> NumericColumn.of("x", 1, Double.NEGATIVE_INFINITY),
                "column 'x' is -Infinity in row 1; values must be finite, or NaN where missing");
        assertRefused(
                () -> CategoricalColumn.of("x", List.of("a", "b"), 0, 2),
                "column 'x' has code 2 in row 1; it has 2 levels, so codes go from 0 to 1, or -1 where missing");
        assertRefused(
                () -> CategoricalColumn.of("x", List.of("a", "a"), 0),
                "column 'x' has a level twice: [a, a]; levels must be distinct");
    }

    @Test
    void feature_unknown_suggestsNearest() {
        assertThatThrownBy(() -> DATA.feature("wieght"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no feature 'wieght' in the data; did you mean 'weight'?");
    }

    @Test
    void target_ofOtherTask_isRefused() {
        Dataset regression = Dataset.of(NumericColumn.of("y", 1, 2, 3, 4), List.of(WEIGHT));

        assertThatThrownBy(DATA::targetValues)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("target 'class' has classes, not numbers: use targetCodes()");
        assertThatThrownBy(regression::classes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("target 'y' has numbers, not classes: use targetValues()");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
    }

    @Test
    void aside_column_isNoFeatureButStaysWithItsRows() {
        Dataset data = DATA.aside("weight");

        assertThat(data.features()).extracting(Column::name).containsExactly("colour");
        assertThat(data.schema().features()).hasSize(1);
        assertThat(((NumericColumn) data.rows(2, 0).column("weight")).values()).containsExactly(3, 1);
        assertThat(data.column("class")).isSameAs(data.target());
        assertThat(data.fingerprint()).isNotEqualTo(DATA.fingerprint());
        assertThatThrownBy(() -> DATA.aside("wieght"))
                .hasMessage("no feature 'wieght' in the data; did you mean 'weight'?");
        assertThatThrownBy(() -> DATA.aside("weight", "colour"))
                .hasMessage("no feature is left beside [weight, colour]; a model needs at least one");
    }

    @Test
    void weightedBy_column_weighsTheRows() {
        Column times = NumericColumn.of("times", 2, 0, 1, 0.5);
        Dataset data = Dataset.of(CLASS, List.of(COLOUR, times)).weightedBy("times");

        assertThat(data.isWeighted()).isTrue();
        assertThat(data.rows(3, 0).weights()).containsExactly(0.5, 2);
        assertThat(data.features()).extracting(Column::name).containsExactly("colour");
        assertThat(DATA.isWeighted()).isFalse();
        assertThat(DATA.weights()).containsExactly(1, 1, 1, 1);
        assertThatThrownBy(() -> DATA.weightedBy("weight"))
                .hasMessage("weight column 'weight' is missing in row 1; weights are numbers of 0 or more");
        assertThatThrownBy(() -> DATA.weightedBy("colour"))
                .hasMessage("weight column 'colour' is categorical; weights are numbers of 0 or more");
    }
}
