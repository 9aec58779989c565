package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WeightedMetricTest {

    private static final double[] WEIGHTS = {1, 2, 0.5, 3, 1, 0, 2, 1.5};

    private static Dataset weighted(Column target, double... weights) {
        return Dataset.of(
                        target,
                        List.of(NumericColumn.of("x", new double[target.size()]), NumericColumn.of("weight", weights)))
                .weightedBy("weight");
    }

    // y=np.array([0,1,1,0,1,0,1,1]); w=np.array([1,2,0.5,3,1,0,2,1.5]); p=np.array([.2,.7,.4,.6,.9,.1,.6,.3]); h=p>.5
    // sklearn.metrics.accuracy_score(y, h, sample_weight=w), balanced_accuracy_score, f1_score, roc_auc_score(y, p,
    // ...), log_loss
    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.5454545454545454",
        "balancedAccuracy, 0.48214285714285715",
        "f1, 0.6666666666666666",
        "auc, 0.6785714285714286",
        "logLoss, 0.6433165427663572"
    })
    void score_weightedClasses_isThatOfScikitLearn(String metric, double expected) {
        Dataset truth = weighted(CategoricalColumn.of("y", List.of("no", "yes"), 0, 1, 1, 0, 1, 0, 1, 1), WEIGHTS);
        double[][] rows = Arrays.stream(new double[] {.2, .7, .4, .6, .9, .1, .6, .3})
                .mapToObj(p -> new double[] {1 - p, p})
                .toArray(double[][]::new);

        assertThat(Metric.named(metric).score(truth, Predictions.probabilities(rows)))
                .isCloseTo(expected, within(1e-12));
    }

    // t=np.array([1.,2,4,3,5,7,2,1]); q=np.array([1.5,2,3,3.5,6,5,2,0])
    // mean_squared_error(t, q, sample_weight=w)**.5, mean_absolute_error, r2_score
    @ParameterizedTest
    @CsvSource({"rmse, 0.6030226891555273", "mae, 0.45454545454545453", "r2, 0.7271317829457364"})
    void score_weightedNumbers_isThatOfScikitLearn(String metric, double expected) {
        Dataset truth = weighted(NumericColumn.of("y", 1, 2, 4, 3, 5, 7, 2, 1), WEIGHTS);

        assertThat(Metric.named(metric).score(truth, Predictions.values(1.5, 2, 3, 3.5, 6, 5, 2, 0)))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void score_rowsThatAllWeighNothing_isRefused() {
        Dataset truth = weighted(NumericColumn.of("y", 1, 2, 3), 0, 0, 1).rows(0, 1);

        assertThatThrownBy(() -> Metric.RMSE.score(truth, Predictions.values(1, 2)))
                .hasMessage("metric 'rmse' of 2 rows that all weigh 0; use fewer folds, or leave such rows out");
    }

    @Test
    void named_metricOfOnesOwn_isFoundAsAService() {
        Metric own = Metric.named("worst error");

        assertThat(own).isInstanceOf(WorstError.class);
        assertThat(own.score(weighted(NumericColumn.of("y", 1, 2), 1, 1), Predictions.values(1.5, 5)))
                .isEqualTo(3);
        assertThat(Metric.available()).containsAll(Metric.standard()).contains(own);
        assertThatThrownBy(() -> Metric.named("worstEror")).hasMessageContaining("did you mean 'worstError'?");
    }
}
