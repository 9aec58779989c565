package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.data.Task;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.TestData;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Resource;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.LeaveOneOut;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import dev.retune.validation.Splitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an objective refuses before anything is trained. */
class ObjectiveChecksTest {

    private static final Dataset DIGITS = TestData.digits(30);
    private static final CrossValidation FOLDS = CrossValidation.stratified(3, 1);
    private static final Learner NETWORK = Learners.network();
    private static final Resource EPOCHS = new Resource("epochs", 2, 8);

    private static CrossValidatedObjective digits() {
        return CrossValidatedObjective.of(NETWORK, DIGITS, FOLDS, Metric.ACCURACY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balancedAccuracy", "f1", "auc"})
    void of_whenAFoldHasASingleRow_refusesMetricsOfSeveral(String name) {
        Dataset few = TestData.classes(12, 2);

        assertThatThrownBy(() -> CrossValidatedObjective.of(NETWORK, few, new LeaveOneOut(), Metric.named(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metric '" + name
                        + "' needs several rows, but each fold is scored by itself, and one has a single"
                        + " row to score (with leaveOneOut all have); take accuracy or logLoss, or fewer folds");
        assertThatCode(() -> CrossValidatedObjective.of(NETWORK, few, new LeaveOneOut(), Metric.LOG_LOSS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmse", "r2"})
    void of_whenAFoldHasASingleRow_refusesMetricsOfSeveralNumbers(String name) {
        Dataset few = Dataset.of(NumericColumn.of("y", 1, 2, 3, 4, 5), List.of(NumericColumn.of("x", 1, 2, 3, 4, 5)));

        // 4 folds of 5 rows: one has two
        assertThatThrownBy(
                        () -> CrossValidatedObjective.of(NETWORK, few, CrossValidation.kFold(4, 1), Metric.named(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric '" + name + "' needs several rows")
                .hasMessageEndingWith("take mae, or fewer folds");
        assertThatCode(() -> CrossValidatedObjective.of(NETWORK, few, new LeaveOneOut(), Metric.MAE))
                .doesNotThrowAnyException();
    }

    @Test
    void of_whenWeightsOfAFoldCannotCount_saysSo() {
        Dataset weighted = Dataset.of(
                        NumericColumn.of("y", 1, 2, 3, 4, 5, 6),
                        List.of(NumericColumn.of("x", 1, 2, 3, 4, 5, 6), NumericColumn.of("w", 1, 2, 0, 0, 3, 1)))
                .weightedBy("w");

        assertThatThrownBy(() -> CrossValidatedObjective.of(NETWORK, weighted, new LeaveOneOut(), Metric.MAE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows are weighted")
                .hasMessageContaining("(with leaveOneOut all have)");
        Splitter zeros = data -> List.of(Split.of(new int[] {0, 1, 4, 5}, new int[] {2, 3}));
        assertThatThrownBy(() -> CrossValidatedObjective.of(NETWORK, weighted, zeros, Metric.MAE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rows that all weigh 0");
    }

    @Test
    void of_aMetricOfAnotherTask_isRefused() {
        assertThat(DIGITS.task()).isEqualTo(Task.CLASSIFICATION);
        assertThatThrownBy(() -> CrossValidatedObjective.of(NETWORK, DIGITS, FOLDS, Metric.RMSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rmse");
    }

    @Test
    void check_ofAnotherResource_saysWhatThereIs() {
        assertThatThrownBy(() -> digits().check(NETWORK.space(), new Resource("epoks", 1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown resource 'epoks'; learner 'network' supports 'epochs', 'folds' or"
                        + " 'dataFraction'");
    }

    @Test
    void check_whenTheResourceIsInTheSpaceToo_saysToLeaveItOut() {
        assertThatThrownBy(() -> digits().check(NETWORK.space(), EPOCHS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'epochs'")
                .hasMessageContaining("leave it out of the space");
    }

    @Test
    void check_withSingularOrPluralOrNoResource_passes() {
        SearchSpace space = SearchSpace.of(Parameter.integer("units", 1, 16));
        for (Resource resource : List.of(Resource.WHOLE, EPOCHS, new Resource("epoch", 1, 3))) {
            assertThatCode(() -> digits().check(space, resource)).doesNotThrowAnyException();
        }
    }
}
