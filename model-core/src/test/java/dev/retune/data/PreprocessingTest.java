package dev.retune.data;

import dev.retune.data.FittedPreprocessing.OneHot;
import dev.retune.data.FittedPreprocessing.Scaled;
import dev.retune.data.Preprocessing.CategoricalImputation;
import dev.retune.data.Preprocessing.NumericImputation;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PreprocessingTest {

    private static final double NAN = Double.NaN;
    private static final Preprocessing STANDARD = Preprocessing.standard();

    private static Dataset numeric(double... values) {
        return Dataset.of(NumericColumn.of("y", new double[values.length]), List.of(NumericColumn.of("x", values)));
    }

    private static Dataset categorical(String... values) {
        return Dataset.of(
                NumericColumn.of("y", new double[values.length]),
                List.of(CategoricalColumn.of("c", Arrays.asList(values))));
    }

    private static Scaled scaled(Preprocessing preprocessing, double... values) {
        return (Scaled) preprocessing.fit(numeric(values)).encodings().get(0);
    }

    @Test
    void fit_numbersWithMissing_equalsScikitLearn() {
        // make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit([[1], [nan], [4], [10], [2], [nan]])
        Scaled median = scaled(STANDARD, 1, NAN, 4, 10, 2, NAN);
        assertThat(median.fill()).isEqualTo(3);
        assertThat(median.shift()).isCloseTo(3.8333333333333335, within(1e-14));
        assertThat(median.scale()).isCloseTo(2.91070819942883, within(1e-14));

        // the same with strategy="mean"
        Scaled mean = scaled(
                new Preprocessing(true, NumericImputation.MEAN, CategoricalImputation.MOST_FREQUENT),
                1,
                NAN,
                4,
                10,
                2,
                NAN);
        assertThat(mean.fill()).isCloseTo(4.25, within(1e-14));
        assertThat(mean.shift()).isCloseTo(4.25, within(1e-14));
        assertThat(mean.scale()).isCloseTo(2.850438562747845, within(1e-14));
    }

    @Test
    void apply_trainingRows_haveMeanZeroAndVarianceOne() {
        Dataset digits = Dataset.readCsv(Path.of("../experiments/studies/data/digits.csv"), "digit");
        float[][] matrix = STANDARD.fit(digits).apply(digits);

        assertThat(matrix).hasDimensions(1797, 64);
        for (int column = 0; column < 64; column++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : matrix) {
                sum += row[column];
                squares += row[column] * row[column];
            }
            assertThat(sum / 1797).isCloseTo(0, within(1e-6));
            assertThat(squares / 1797)
                    .satisfiesAnyOf(
                            v -> assertThat(v).isZero(), v -> assertThat(v).isCloseTo(1, within(1e-6)));
        }
        // StandardScaler().fit_transform(load_digits().data)[17, [0, 3, 43]]
        assertThat(matrix[17][0]).isZero();
        assertThat(matrix[17][3]).isCloseTo(-0.9030473f, within(1e-6f));
        assertThat(matrix[17][43]).isCloseTo(0.741017f, within(1e-6f));
    }

    @Test
    void fit_constantColumn_shiftsOnly() {
        float[][] matrix =
                STANDARD.fit(numeric(0.1, 0.1, NAN, 0.1, 0.1, 0.1, 0.1)).apply(numeric(0.1, NAN, 2.1));

        assertThat(matrix).isDeepEqualTo(new float[][] {{0}, {0}, {2}});
    }

    @Test
    void fit_columnWithoutNumbers_fillsZero() {
        assertThat(STANDARD.fit(numeric(NAN, NAN)).apply(numeric(NAN, 5))).isDeepEqualTo(new float[][] {{0}, {5}});
    }

    @Test
    void fit_notStandardized_fillsOnly() {
        Preprocessing plain = new Preprocessing(false, NumericImputation.MEDIAN, CategoricalImputation.MOST_FREQUENT);

        assertThat(plain.fit(numeric(1, 5, NAN)).apply(numeric(NAN, 7))).isDeepEqualTo(new float[][] {{3}, {7}});
    }

    @Test
    void apply_levelsUnseenInTraining_areZeros() {
        Dataset all = categorical("a", "b", "a", "c");
        FittedPreprocessing fitted = STANDARD.fit(all.rows(0, 1, 2));

        assertThat(fitted.columns()).containsExactly("c=a", "c=b");
        assertThat(fitted.apply(all)).isDeepEqualTo(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 0}});
    }

    @Test
    void apply_otherFileWithOtherCodes_matchesLevelsByName() {
        FittedPreprocessing fitted = STANDARD.fit(categorical("b", "c"));

        assertThat(fitted.apply(categorical("c", "a", "b"))).isDeepEqualTo(new float[][] {{0, 1}, {0, 0}, {1, 0}});
    }

    @Test
    void apply_missingCategory_hasItsLevelOnlyIfTrainingHadIt() {
        Dataset rows = categorical("a", null);

        FittedPreprocessing with = STANDARD.fit(categorical("a", null, "b"));
        assertThat(with.columns()).containsExactly("c=a", "c=b", "c missing");
        assertThat(with.apply(rows)).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}});

        FittedPreprocessing without = STANDARD.fit(categorical("a", "b"));
        assertThat(without.columns()).containsExactly("c=a", "c=b");
        assertThat(without.apply(rows)).isDeepEqualTo(new float[][] {{1, 0}, {0, 0}});
    }

    @Test
    void apply_missingCategory_canBeTheMostFrequent() {
        Preprocessing frequent = new Preprocessing(true, NumericImputation.MEAN, CategoricalImputation.MOST_FREQUENT);

        assertThat(frequent.fit(categorical("a", "b", "c", "c", "b", null)).apply(categorical("a", null)))
                .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}});
        assertThat(frequent.fit(categorical(null, null)).apply(categorical("a", null)))
                .isDeepEqualTo(new float[2][0]);
    }

    @Test
    void fit_trainingRows_knowsNothingOfValidationRows() {
        int n = 40;
        double[] calm = IntStream.range(0, n).mapToDouble(i -> i % 7).toArray();
        double[] wild = calm.clone();
        String[] calmText = IntStream.range(0, n)
                .mapToObj(i -> "abc".substring(i % 3, i % 3 + 1))
                .toArray(String[]::new);
        String[] wildText = calmText.clone();
        for (int row = 30; row < n; row++) {
            wild[row] = row % 2 == 0 ? 1e12 : NAN;
            wildText[row] = row % 2 == 0 ? "A" + row : null;
        }
        int[] training = IntStream.range(0, 30).toArray();

        for (NumericImputation numeric : NumericImputation.values()) {
            for (CategoricalImputation categorical : CategoricalImputation.values()) {
                Preprocessing preprocessing = new Preprocessing(true, numeric, categorical);
                assertThat(preprocessing.fit(mixed(wild, wildText).rows(training)))
                        .isEqualTo(preprocessing.fit(mixed(calm, calmText).rows(training)));
            }
        }
    }

    @Test
    void apply_mixedFeatures_keepsTheirOrder() {
        Dataset data = mixed(new double[] {1, 3}, new String[] {"q", "p"});

        FittedPreprocessing fitted = STANDARD.fit(data);

        assertThat(fitted.encodings())
                .containsExactly(new Scaled("x", 2, 2, 1), new OneHot("c", List.of("p", "q"), OneHot.NOWHERE));
        assertThat(fitted.apply(data)).isDeepEqualTo(new float[][] {{-1, 0, 1}, {1, 1, 0}});
    }

    @Test
    void apply_otherFeatures_isRefused() {
        FittedPreprocessing fitted = STANDARD.fit(numeric(1, 2));
        Column y = NumericColumn.of("y", 1);

        assertThatThrownBy(() -> fitted.apply(Dataset.of(y, List.of(NumericColumn.of("z", 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no feature 'x' in the data; did you mean 'z'?");
        assertThatThrownBy(() ->
                        fitted.apply(Dataset.of(y, List.of(CategoricalColumn.of("x", Collections.singletonList("a"))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature 'x' is categorical, but was not so when the preprocessing was fitted; declare its"
                        + " type when reading the data");
    }

    @Test
    void fit_noRows_isRefused() {
        assertThatThrownBy(() -> STANDARD.fit(numeric(1).rows()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no training rows; preprocessing is fitted on at least one");
    }

    private static Dataset mixed(double[] numbers, String[] categories) {
        return Dataset.of(
                NumericColumn.of("y", new double[numbers.length]),
                List.of(NumericColumn.of("x", numbers), CategoricalColumn.of("c", Arrays.asList(categories))));
    }
}
