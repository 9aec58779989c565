package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What every learner must do with its hyperparameters, and what the tests of learners have in common. */
abstract class HyperparametersContract {

    protected abstract Learner learner();

    /** Values with which it learns {@link TestData} in a moment; where it has steps, in at least four. */
    protected abstract Map<String, Object> quick();

    Dataset data() {
        return data(learner().tasks().get(0));
    }

    Dataset data(Task task) {
        return data(task, 1);
    }

    Dataset data(Task task, long seed) {
        assumeThat(learner().tasks()).as("learns it").contains(task);
        return rows(task, seed);
    }

    static Dataset rows(Task task, long seed) {
        return task == Task.CLASSIFICATION ? TestData.classes(150, seed) : TestData.numbers(150, seed);
    }

    static Model finish(Training training) {
        int step = training.step();
        while (training.advance()) {
            step++;
            assertThat(training.step()).isEqualTo(step);
        }
        return training.model();
    }

    Model train(Dataset data, long seed) {
        return finish(learner().start(quick(), data, seed));
    }

    static List<Double> numbers(Predictions predictions) {
        List<Double> all = new ArrayList<>();
        for (int row = 0; row < predictions.size(); row++) {
            if (predictions instanceof Probabilities probabilities) {
                for (int code = 0; code < probabilities.classes(); code++) {
                    all.add(probabilities.probability(row, code));
                }
            } else {
                all.add(((Values) predictions).value(row));
            }
        }
        return all;
    }

    Map<String, Object> withSteps(int steps) {
        assumeThat(learner().steps()).as("has steps").isPresent();
        Map<String, Object> values = new HashMap<>(quick());
        values.put(learner().steps().orElseThrow(), steps);
        return values;
    }

    // -- hyperparameters

    @Test
    void check_ofItsOwnSpace_passes() {
        assertThatCode(() -> learner().check(learner().space())).doesNotThrowAnyException();
    }

    @Test
    void check_ofAnUnknownParameter_namesTheNearest() {
        String known = learner().hyperparameters().parameters().get(0).name();
        SearchSpace space = SearchSpace.of(Parameter.real(known + "x", 0, 1));

        assertThatThrownBy(() -> learner().check(space))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + known + "x'")
                .hasMessageContaining("did you mean '" + known + "'?");
    }

    @Test
    void check_ofRealNumbersWhereWholeOnesAreNeeded_namesTheParameter() {
        for (Parameter<?> parameter : learner().hyperparameters().parameters()) {
            if (parameter instanceof IntParameter whole) {
                SearchSpace space = SearchSpace.of(Parameter.real(whole.name(), whole.low(), whole.high()));

                assertThatThrownBy(() -> learner().check(space))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("'" + whole.name() + "'")
                        .hasMessageContaining("whole numbers");
            }
        }
    }

    @Test
    void check_ofValuesThatItCannotTake_namesTheParameter() {
        for (Parameter<?> parameter : learner().hyperparameters().parameters()) {
            SearchSpace space = SearchSpace.of(Parameter.choice(parameter.name(), "neither", "nor"));

            assertThatThrownBy(() -> learner().check(space))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + parameter.name() + "'");
        }
    }

    @Test
    void start_ofAnUnknownParameter_namesTheNearest() {
        String known = learner().hyperparameters().parameters().get(0).name();

        assertThatThrownBy(() -> learner().start(Map.of(known + "x", 1), data(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean '" + known + "'?");
    }

    @Test
    void start_withDefaultsNamed_equalsDefaultsLeftOut() {
        Dataset data = data();
        Map<String, Object> named = new HashMap<>(learner().defaults());
        named.putAll(quick());

        Model all = finish(learner().start(named, data, 3));

        assertThat(all.toBytes()).isEqualTo(train(data, 3).toBytes());
    }

    @Test
    void start_atAnyPointOfItsSpace_isAccepted() {
        Dataset data = data();
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            Map<String, Object> values = learner().space().sample(random).toMap();
            assertThat(learner().start(values, data, i).step()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void check_ofTheSpaceOfASchema_passes(Task task) {
        SearchSpace space = learner().space(data(task).schema());

        assertThatCode(() -> learner().check(space)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void defaults_lieInTheSpaceOfASchema(Task task) {
        Map<String, Object> found =
                learner().defaults(learner().space(data(task).schema())).toMap();

        assertThat(found).isNotEmpty();
        assertThat(learner().defaults()).containsAllEntriesOf(found);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void start_ofATaskThatItDoesNotLearn_saysSo(Task task) {
        assumeThat(learner().tasks()).doesNotContain(task);

        assertThatThrownBy(() -> learner().start(quick(), rows(task, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learner '" + learner().name() + "' learns")
                .hasMessageContaining(rows(task, 1).target().name());
    }
}
