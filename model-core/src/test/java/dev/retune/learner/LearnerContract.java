package dev.retune.learner;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.data.Task;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What every learner must do. */
public abstract class LearnerContract extends HyperparametersContract {

    // -- learning

    @ParameterizedTest
    @EnumSource(Task.class)
    void predict_ofNewRows_isMuchBetterThanGuessing(Task task) {
        Dataset unseen = data(task, 2);

        Predictions predictions = train(data(task), 1).predict(unseen);

        assertThat(predictions.size()).isEqualTo(unseen.size());
        Metric metric = task == Task.CLASSIFICATION ? Metric.ACCURACY : Metric.R2;
        assertThat(metric.score(unseen, predictions)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void start_withTheSameSeed_onOtherThreads_learnsTheSame(Task task) throws Exception {
        Dataset data = data(task);
        byte[] expected = train(data, 7).toBytes();
        Callable<byte[]> again = () -> train(data, 7).toBytes();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<byte[]> model : threads.invokeAll(List.of(again, again, again))) {
                assertThat(model.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void predict_whenAClassIsAbsentFromTheTrainingRows_givesItAProbabilityNevertheless() {
        Dataset data = data(Task.CLASSIFICATION);
        int[] codes = data.targetCodes();
        int[] twoClasses =
                IntStream.range(0, data.size()).filter(row -> codes[row] < 2).toArray();

        Predictions predictions = train(data.rows(twoClasses), 1).predict(data);

        assertThat(((Probabilities) predictions).classes()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void predict_ofNoRows_isEmpty(Task task) {
        assertThat(train(data(task), 1).predict(data(task).rows()).size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void start_whenRowsOutsideTheTrainingPartAreExtreme_learnsTheSame(Task task) {
        Dataset data = data(task);
        Dataset extreme = TestData.withExtremeRows(data);
        int[] first = IntStream.range(0, data.size()).toArray();

        Model model = train(extreme.rows(first), 1);

        assertThat(numbers(model.predict(data)))
                .isEqualTo(numbers(train(data, 1).predict(data)));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void start_leavesNothingBehind(Task task) {
        Dataset data = data(task);
        String before = data.fingerprint();
        byte[] expected = train(data, 1).toBytes();

        train(data(task, 9), 2);

        assertThat(train(data, 1).toBytes()).isEqualTo(expected);
        assertThat(data.fingerprint()).isEqualTo(before);
    }

    @Test
    void advance_afterTheLastStep_doesNothing() {
        Training training = learner().start(quick(), data(), 1);
        byte[] expected = finish(training).toBytes();
        int steps = training.step();

        assertThat(training.advance()).isFalse();
        assertThat(training.step()).isEqualTo(steps).isPositive();
        assertThat(training.model().toBytes()).isEqualTo(expected);
    }

    @Test
    void steps_setToFour_makeFour() {
        Training training = learner().start(withSteps(4), data(), 1);

        finish(training);

        assertThat(training.step()).isEqualTo(4);
    }

    @Test
    void model_whenTrainingGoesOn_staysAsItWas() {
        Training training = learner().start(withSteps(4), data(), 1);
        training.advance();
        Model early = training.model();
        byte[] expected = early.toBytes();

        byte[] late = finish(training).toBytes();

        assertThat(early.toBytes()).isEqualTo(expected).isNotEqualTo(late);
    }

    // -- weights

    /** Each row comes twice, with different targets: the heavier one is believed. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void train_rowsThatContradictEachOther_believesTheHeavier(Task task) {
        Dataset data = data(task);
        assumeThat(learner().unweighted(data.schema()))
                .as("does not weigh rows")
                .isEmpty();
        int n = data.size();
        Dataset twice = data.rows(IntStream.range(0, 2 * n).map(i -> i % n).toArray());
        Column target;
        if (task == Task.CLASSIFICATION) {
            int classes = data.classes().size();
            int[] codes = twice.targetCodes().clone();
            for (int i = n; i < 2 * n; i++) {
                codes[i] = (codes[i] + 1) % classes;
            }
            target = CategoricalColumn.of(data.target().name(), data.classes(), codes);
        } else {
            double[] values = twice.targetValues().clone();
            for (int i = n; i < 2 * n; i++) {
                values[i] = -values[i];
            }
            target = NumericColumn.of(data.target().name(), values);
        }
        double[] first =
                IntStream.range(0, 2 * n).mapToDouble(i -> i < n ? 20 : 1).toArray();
        double[] second =
                IntStream.range(0, 2 * n).mapToDouble(i -> i < n ? 1 : 20).toArray();
        Metric metric = task == Task.CLASSIFICATION ? Metric.ACCURACY : Metric.R2;

        double believed =
                metric.score(data, train(weighted(twice, target, first), 1).predict(data));
        double doubted =
                metric.score(data, train(weighted(twice, target, second), 1).predict(data));

        assertThat(believed).isGreaterThan(doubted + 0.2);
    }

    /** What a warning says of such learners is true. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void train_whereItSaysThatItDoesNotWeighRows_learnsAsWithoutWeights(Task task) {
        Dataset data = data(task);
        assumeThat(learner().unweighted(data.schema())).contains(learner().name());
        double[] weights =
                IntStream.range(0, data.size()).mapToDouble(i -> 1 + i % 7).toArray();

        List<Double> weighted =
                numbers(train(weighted(data, data.target(), weights), 1).predict(data));

        List<Double> expected = numbers(train(data, 1).predict(data));
        assertThat(weighted).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(weighted.get(i)).isCloseTo(expected.get(i), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void train_equalWeights_changesNothing(Task task) {
        Dataset data = data(task);
        double[] threes = new double[data.size()];
        Arrays.fill(threes, 3);

        assertThat(train(weighted(data, data.target(), threes), 1).toBytes())
                .isEqualTo(train(data, 1).toBytes());
    }

    private static Dataset weighted(Dataset data, Column target, double[] weights) {
        List<Column> columns = new ArrayList<>();
        data.schema().features().forEach(field -> columns.add(data.column(field.name())));
        columns.add(NumericColumn.of("w", weights));
        return Dataset.of(target, columns).weightedBy("w");
    }

    // -- pause and resume

    @ParameterizedTest
    @EnumSource(Task.class)
    void resume_atAnyStep_equalsNoPause(Task task) {
        Dataset data = data(task);
        Training whole = learner().start(quick(), data, 4);
        byte[] expected = finish(whole).toBytes();

        for (int pause = 0; pause <= Math.min(3, whole.step()); pause++) {
            Training first = learner().start(quick(), data, 4);
            while (first.step() < pause) {
                first.advance();
            }
            Training second = learner().resume(first.checkpoint(), quick(), data, 4);

            assertThat(finish(second).toBytes()).as("paused after %d", pause).isEqualTo(expected);
            assertThat(second.trainingLoss())
                    .isEqualTo(Double.valueOf(whole.trainingLoss())); // NaN where there is none
        }
    }

    @Test
    void resume_withMoreSteps_equalsHavingThemFromTheStart() {
        Dataset data = data();
        byte[] expected = finish(learner().start(withSteps(6), data, 4)).toBytes();
        Training four = learner().start(withSteps(4), data, 4);
        finish(four);

        Training six = learner().resume(four.checkpoint(), withSteps(6), data, 4);

        assertThat(finish(six).toBytes()).isEqualTo(expected);
    }

    // -- models as bytes

    @ParameterizedTest
    @EnumSource(Task.class)
    void read_ofItsBytes_predictsTheSame(Task task) {
        Dataset data = data(task);
        Model model = train(data, 1);

        Model again = learner().read(model.toBytes());

        assertThat(again.schema()).isEqualTo(model.schema()).isEqualTo(data.schema());
        assertThat(numbers(again.predict(data))).isEqualTo(numbers(model.predict(data)));
        assertThat(again.toBytes()).isEqualTo(model.toBytes());
    }

    @Test
    void read_ofOtherOrDamagedBytes_isRefused() {
        byte[] bytes = train(data(), 1).toBytes();
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 2] ^= 1;

        for (byte[] wrong : List.of(new byte[0], "hello".getBytes(), Arrays.copyOf(bytes, bytes.length - 9), damaged)) {
            assertThatThrownBy(() -> learner().read(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void predict_whenAFeatureIsAbsent_namesIt() {
        Model model = train(data(), 1);
        Dataset rows = Dataset.of(NumericColumn.of("y", 1), List.of(NumericColumn.of("b", 1)));

        assertThatThrownBy(() -> model.predict(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }
}
