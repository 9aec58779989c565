package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.trial.Direction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static dev.retune.validation.Predictions.probabilities;
import static dev.retune.validation.Predictions.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MetricTest {

    private static Dataset classes(int k, int... codes) {
        return Dataset.of(
                CategoricalColumn.of(
                        "y", IntStream.range(0, k).mapToObj(i -> "c" + i).toList(), codes),
                List.of(NumericColumn.of("x", new double[codes.length])));
    }

    private static Dataset numbers(double... values) {
        return Dataset.of(NumericColumn.of("y", values), List.of(NumericColumn.of("x", new double[values.length])));
    }

    /** Of the later of two classes. */
    private static Predictions positive(double... p) {
        return probabilities(
                Arrays.stream(p).mapToObj(v -> new double[] {1 - v, v}).toArray(double[][]::new));
    }

    /*
     * y = np.array([0, 0, 1, 1, 0, 1, 1, 0, 1, 0]); p = np.array([.1, .4, .4, .8, .4, .35, .5, .9, .4, .0])
     * P = np.c_[1 - p, p]; h = P.argmax(1)
     * [accuracy_score(y, h), balanced_accuracy_score(y, h), f1_score(y, h), roc_auc_score(y, p), log_loss(y, P)]
     */
    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.5",
        "balancedAccuracy, 0.5",
        "f1, 0.28571428571428575",
        "auc, 0.64",
        "logLoss, 0.7228291176304997"
    })
    void score_twoClassesWithTies_equalsScikitLearn(String metric, double expected) {
        Dataset truth = classes(2, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0);
        Predictions predictions = positive(.1, .4, .4, .8, .4, .35, .5, .9, .4, .0);

        assertThat(Metric.named(metric).score(truth, predictions)).isCloseTo(expected, within(1e-14));
    }

    /*
     * y = np.array([0, 1, 2, 2, 1, 0, 2, 1, 2]); h = P.argmax(1)
     * [accuracy_score(y, h), balanced_accuracy_score(y, h), f1_score(y, h, average='macro'),
     *  roc_auc_score(y, P, multi_class='ovr'), log_loss(y, P)]
     */
    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.5555555555555556",
        "balancedAccuracy, 0.5555555555555555",
        "f1, 0.5476190476190478",
        "auc, 0.6777777777777777",
        "logLoss, 0.9378035722533455"
    })
    void score_threeClasses_equalsScikitLearn(String metric, double expected) {
        Dataset truth = classes(3, 0, 1, 2, 2, 1, 0, 2, 1, 2);
        Predictions predictions = probabilities(new double[][] {
            {.5, .3, .2},
            {.2, .5, .3},
            {.2, .2, .6},
            {.4, .4, .2},
            {.3, .3, .4},
            {.2, .6, .2},
            {.1, .1, .8},
            {.2, .5, .3},
            {.1, .6, .3}
        });

        assertThat(Metric.named(metric).score(truth, predictions)).isCloseTo(expected, within(1e-14));
    }

    /*
     * y = np.array([0, 0, 2, 2]); h = P.argmax(1); the second class is absent from the truth
     * [balanced_accuracy_score(y, h), f1_score(y, h, average='macro'), log_loss(y, P, labels=[0, 1, 2]),
     *  np.mean([roc_auc_score(y == c, P[:, c]) for c in (0, 2)])]
     */
    @ParameterizedTest
    @CsvSource({"balancedAccuracy, 0.5", "f1, 0.38888888888888884", "logLoss, 0.9324253621585479", "auc, 0.75"})
    void score_classAbsentFromTruth_equalsScikitLearn(String metric, double expected) {
        Predictions predictions =
                probabilities(new double[][] {{.5, .3, .2}, {.2, .5, .3}, {.2, .2, .6}, {.5, .1, .4}});

        assertThat(Metric.named(metric).score(classes(3, 0, 0, 2, 2), predictions))
                .isCloseTo(expected, within(1e-14));
    }

    /*
     * y = np.array([3, -0.5, 2, 7, 1e3]); v = np.array([2.5, 0, 2, 8, 990.25])
     * [mean_squared_error(y, v) ** .5, mean_absolute_error(y, v), r2_score(y, v)]
     */
    @ParameterizedTest
    @CsvSource({"rmse, 4.394598957811737", "mae, 2.35", "r2, 0.9998786042820803"})
    void score_numbers_equalsScikitLearn(String metric, double expected) {
        assertThat(Metric.named(metric).score(numbers(3, -0.5, 2, 7, 1e3), values(2.5, 0, 2, 8, 990.25)))
                .isCloseTo(expected, within(1e-13));
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void auc_randomProbabilities_isTheShareOfOrderedPairs(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(2, 60);
        int[] codes = random.ints(n, 0, 2).toArray();
        codes[0] = 0;
        codes[1] = 1;
        double[] p = random.ints(n, 0, 6).mapToDouble(i -> i / 5.0).toArray();
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (codes[i] == 1 && codes[j] == 0) {
                    pairs++;
                    won += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
                }
            }
        }

        assertThat(Metric.AUC.score(classes(2, codes), positive(p))).isCloseTo(won / pairs, within(1e-14));
    }

    @Test
    void auc_oneClassOnly_isRefused() {
        String message = "metric 'auc' compares classes, but all 2 rows to score are of one class; stratify the split,"
                + " or use fewer folds";

        assertRefused(() -> Metric.AUC.score(classes(2, 1, 1), positive(.3, .4)), message);
        assertRefused(
                () -> Metric.AUC.score(classes(3, 2, 2), probabilities(new double[][] {{1, 0, 0}, {0, 0, 1}})),
                message);
    }

    @Test
    void f1_withoutPositive_isZero() {
        assertThat(Metric.F1.score(classes(2, 0, 0), positive(.1, .2))).isZero();
    }

    @Test
    void logLoss_certainError_isBounded() {
        // log_loss([0, 1], [[0., 1.], [0., 1.]]) * 2
        assertThat(Metric.LOG_LOSS.score(classes(2, 0), positive(1))).isCloseTo(36.04365338911715, within(1e-13));
        assertThat(Metric.LOG_LOSS.score(classes(2, 1), positive(1))).isZero();
    }

    @Test
    void r2_constantTruth_isOneOrZero() {
        assertThat(Metric.R2.score(numbers(2, 2), values(2, 2))).isEqualTo(1);
        assertThat(Metric.R2.score(numbers(2, 2), values(2, 3))).isZero();
        assertThat(Metric.R2.score(numbers(0.1, 0.1, 0.1), values(0.1, 0.1, 0.2)))
                .isZero();
        assertThat(Metric.R2.score(numbers(1), values(1))).isEqualTo(1);
        assertThat(Metric.R2.score(numbers(1, 2, 3), values(3, 2, 1))).isEqualTo(-3);
    }

    @Test
    void goal_ofErrors_isToMinimize() {
        assertThat(Metric.standard())
                .filteredOn(metric -> metric.goal().direction() == Direction.MINIMIZE)
                .containsExactly(Metric.LOG_LOSS, Metric.RMSE, Metric.MAE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balancedAccuracy", "balanced_accuracy", "Balanced-Accuracy", "balanced accuracy"})
    void named_anySpelling_isFound(String name) {
        assertThat(Metric.named(name)).isSameAs(Metric.BALANCED_ACCURACY).hasToString("balancedAccuracy");
    }

    @Test
    void named_unknown_suggestsNearest() {
        assertRefused(() -> Metric.named("acuracy"), "unknown metric 'acuracy'; did you mean 'accuracy'?");
        assertRefused(
                () -> Metric.named("speed"),
                "unknown metric 'speed'; known: accuracy, balancedAccuracy, f1, auc, logLoss, rmse, mae, r2,"
                        + " worstError");
    }

    @Test
    void check_otherTask_isRefused() {
        Metric.check(Metric.ACCURACY, classes(2, 0, 1));
        assertRefused(
                () -> Metric.check(Metric.RMSE, classes(2, 0, 1)),
                "metric 'rmse' scores a regression, but target 'y' asks for a classification; take one of accuracy,"
                        + " balancedAccuracy, f1, auc, logLoss");
        assertRefused(
                () -> Metric.check(Metric.AUC, numbers(1, 2)),
                "metric 'auc' scores a classification, but target 'y' asks for a regression; take one of rmse, mae,"
                        + " r2");
    }

    @Test
    void score_predictionsThatDoNotFit_isRefused() {
        assertRefused(
                () -> Metric.ACCURACY.score(classes(2, 0, 1), positive(.5)),
                "the model predicted 1 rows, but 2 are to be scored");
        assertRefused(
                () -> Metric.ACCURACY.score(classes(3, 0), positive(.5)),
                "the model predicted 2 classes, but target 'y' has 3: [c0, c1, c2]");
        assertRefused(
                () -> Metric.ACCURACY.score(classes(2, 0), values(1)),
                "metric 'accuracy' scores probabilities, but the model predicted numbers");
        assertRefused(
                () -> Metric.MAE.score(numbers(1), positive(.5)),
                "metric 'mae' scores numbers, but the model predicted probabilities");
        assertRefused(
                () -> Metric.MAE.score(numbers(1).rows(), values()), "metric 'mae' of no rows; it needs at least one");
    }

    @Test
    void predictions_notPossible_areRefused() {
        assertRefused(
                () -> positive(.5, 1.5),
                "row 1 predicts [-0.5, 1.5]; probabilities must be from 0 to 1, with the sum 1");
        assertRefused(
                () -> probabilities(new double[][] {{.5, .4}}),
                "row 0 predicts [0.5, 0.4]; probabilities must be from 0 to 1, with the sum 1");
        assertRefused(
                () -> positive(Double.NaN),
                "row 0 predicts [NaN, NaN]; probabilities must be from 0 to 1, with the sum 1");
        assertRefused(
                () -> probabilities(new double[][] {{.5, .5}, {1}}),
                "row 1 predicts 1 classes, but row 0 predicts 2; all rows need the same number");
        assertRefused(() -> values(1, Double.NaN), "row 1 predicts NaN; predictions must be finite");
    }

    @Test
    void mostProbable_ofEquals_isTheFirst() {
        Predictions.Probabilities predictions = probabilities(new double[][] {{.2, .4, .4}});

        assertThat(predictions.mostProbable(0)).isEqualTo(1);
        assertThat(predictions.classes()).isEqualTo(3);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
