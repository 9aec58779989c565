package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.validation.Calibration.Bin;
import dev.retune.validation.Predictions.Probabilities;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibrationTest {

    private static Dataset truth(List<String> classes, int... codes) {
        return Dataset.of(
                CategoricalColumn.of("y", classes, codes), List.of(NumericColumn.of("x", new double[codes.length])));
    }

    private static Probabilities ofSecond(double... probabilities) {
        return (Probabilities) Predictions.probabilities(Arrays.stream(probabilities)
                .mapToObj(p -> new double[] {1 - p, p})
                .toArray(double[][]::new));
    }

    // y=[0,1,1,0,1,1]; p=[.05,.12,.18,.62,.66,1.]; sklearn.calibration.calibration_curve(y, p, n_bins=10)
    // and sklearn.metrics.confusion_matrix(y, numpy.array(p) > .5)
    @Test
    void of_twoClasses_isThatOfScikitLearn() {
        Dataset truth = truth(List.of("no", "yes"), 0, 1, 1, 0, 1, 1);
        Probabilities predictions = ofSecond(.05, .12, .18, .62, .66, 1);

        List<Bin> bins = Calibration.of(truth, predictions).bins();

        assertThat(bins).extracting(Bin::weight).containsExactly(1.0, 2.0, 2.0, 1.0);
        assertThat(bins).extracting(Bin::observed).containsExactly(0.0, 1.0, 0.5, 1.0);
        assertThat(bins.get(1).predicted()).isCloseTo(0.15, within(1e-12));
        assertThat(bins.get(2).predicted()).isCloseTo(0.64, within(1e-12));
        // (1 * .05 + 2 * .85 + 2 * .14 + 1 * 0) / 6
        assertThat(Calibration.of(truth, predictions).error()).isCloseTo(0.33833333333333, within(1e-12));
        assertThat(ConfusionMatrix.of(truth, predictions).weights())
                .containsExactly(List.of(1.0, 1.0), List.of(2.0, 2.0));
    }

    @Test
    void of_weightedRows_isThatOfRowsRepeated() {
        Dataset repeated = truth(List.of("no", "yes"), 0, 0, 0, 1, 1, 0, 1);
        Probabilities ofRepeated = ofSecond(.12, .12, .12, .18, .18, .62, .66);
        Dataset weighted = Dataset.of(
                        CategoricalColumn.of("y", List.of("no", "yes"), 0, 1, 0, 1, 1),
                        List.of(NumericColumn.of("w", 3, 2, 1, 1, 0), NumericColumn.of("x", new double[5])))
                .weightedBy("w");
        Probabilities predictions = ofSecond(.12, .18, .62, .66, .95);

        assertThat(ConfusionMatrix.of(weighted, predictions)).isEqualTo(ConfusionMatrix.of(repeated, ofRepeated));
        List<Bin> bins = Calibration.of(weighted, predictions).bins();
        assertThat(bins).extracting(Bin::weight).containsExactly(5.0, 2.0);
        assertThat(bins).extracting(Bin::observed).containsExactly(0.4, 0.5);
        assertThat(bins.get(0).predicted()).isCloseTo(0.144, within(1e-12));
        assertThat(Calibration.of(weighted, predictions).error())
                .isCloseTo(Calibration.of(repeated, ofRepeated).error(), within(1e-12));
    }

    @Test
    void of_honestProbabilities_isTheDiagonal() {
        Random random = new Random(5);
        double[] p = random.doubles(50_000).toArray();
        int[] codes = IntStream.range(0, p.length)
                .map(row -> random.nextDouble() < p[row] ? 1 : 0)
                .toArray();

        assertThat(Calibration.of(truth(List.of("no", "yes"), codes), ofSecond(p))
                        .error())
                .isLessThan(0.01);
    }

    @Test
    void of_severalClasses_judgesTheMostProbable() {
        Dataset truth = truth(List.of("a", "b", "c"), 0, 1, 2);
        Probabilities predictions = (Probabilities)
                Predictions.probabilities(new double[][] {{.7, .2, .1}, {.75, .15, .1}, {.05, .05, .9}});

        assertThat(Calibration.of(truth, predictions).bins())
                .extracting(Bin::observed)
                .containsExactly(0.5, 1.0);
        assertThat(ConfusionMatrix.of(truth, predictions).weights())
                .containsExactly(List.of(1.0, 0.0, 0.0), List.of(1.0, 0.0, 0.0), List.of(0.0, 0.0, 1.0));
        assertThatThrownBy(() -> ConfusionMatrix.of(truth.rows(0), predictions))
                .hasMessage("the model predicted 3 rows, but 1 are to be scored");
    }
}
