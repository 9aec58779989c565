package dev.retune.trial;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TrialRecordTest {

    private static final Instant START = Instant.ofEpochSecond(10);
    private static final Instant END = Instant.ofEpochSecond(20);
    private final Configuration point = SearchSpace.of(Parameter.bool("b")).configuration(Map.of("b", true));
    private final TrialRecord waiting = TrialRecord.waiting(3, point, 9, OptionalInt.of(1));

    @Test
    void state_followsTheTrial() {
        TrialRecord running = waiting.started(START);
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.started()).contains(START);
        assertThat(running.ended(Outcome.completed(1), END).state()).isEqualTo(State.COMPLETED);
        assertThat(running.ended(new Outcome.Pruned(Measurement.of(1), "slow"), END)
                        .state())
                .isEqualTo(State.PRUNED);
        assertThat(running.ended(new Outcome.Failed("NaN"), END).state()).isEqualTo(State.FAILED);
        assertThat(running.ended(Outcome.completed(1), END).ended()).contains(END);
        assertThat(running.state()).isEqualTo(State.RUNNING); // a record does not change
    }

    @Test
    void toString_isOneShortLine() {
        assertThat(waiting).hasToString("trial 3: WAITING; b = true");
        assertThat(waiting.ended(Outcome.completed(0.5), END)).hasToString("trial 3: 0.5; b = true");
        assertThat(waiting.ended(
                        new Outcome.Completed(Measurement.ofFolds("accuracy", List.of(0.75, 0.5, 0.625))), END))
                .hasToString("trial 3: 0.625 ± 0.072; b = true");
        assertThat(waiting.ended(
                        new Outcome.Completed(Measurement.of("accuracy", 0.9).and("latency", 12.5)), END))
                .hasToString("trial 3: 0.9, latency 12.5; b = true");
        assertThat(waiting.ended(new Outcome.Pruned(Measurement.of(0.7), "slow"), END))
                .hasToString("trial 3: PRUNED, 0.7; b = true");
        assertThat(waiting.ended(new Outcome.Failed("no memory\nat line 7"), END))
                .hasToString("trial 3: FAILED (no memory); b = true");
    }

    @Test
    void value_isThatOfACompletedOrPrunedTrial() {
        assertThat(waiting.value()).isNaN();
        assertThat(waiting.ended(new Outcome.Failed("NaN"), END).value()).isNaN();
        assertThat(waiting.ended(Outcome.completed(0.5), END).value()).isEqualTo(0.5);
        assertThat(waiting.ended(new Outcome.Pruned(Measurement.of(0.7), "slow"), END)
                        .value())
                .isEqualTo(0.7);
    }

    @Test
    void reported_keepsStepsInOrder_theLatestOfEach() {
        TrialRecord trial = waiting.reported(new Report(5, 0.5))
                .reported(new Report(2, 0.2))
                .reported(new Report(5, 0.6));
        assertThat(trial.reports()).containsExactly(new Report(2, 0.2), new Report(5, 0.6));
        assertThat(trial.lastStep()).isEqualTo(5);
        assertThat(waiting.lastStep()).isZero();
    }

    @Test
    void noted_addsAttributes_inTheirOrder() {
        TrialRecord trial =
                waiting.noted(Map.of("z", 1)).noted(Map.of("a", "x")).noted(Map.of("z", 2));
        assertThat(trial.attributes()).containsExactly(Map.entry("z", 2), Map.entry("a", "x"));
    }

    @Test
    void transitions_keepEverythingElse() {
        TrialRecord trial = waiting.noted(Map.of("gpu", 1))
                .started(START)
                .reported(new Report(1, 0.9))
                .ended(Outcome.completed(0.5), END);
        assertThat(trial.number()).isEqualTo(3);
        assertThat(trial.configuration()).isEqualTo(point);
        assertThat(trial.resource()).isEqualTo(9);
        assertThat(trial.continues()).hasValue(1);
        assertThat(trial.attributes()).containsEntry("gpu", 1);
        Goals maximize = Goals.maximize(MetricValue.UNNAMED);
        assertThat(maximize.losses(trial)).isNotEqualTo(trial);
        assertThat(maximize.losses(maximize.losses(trial))).isEqualTo(trial);
        assertThat(Goals.minimize(MetricValue.UNNAMED).losses(trial)).isSameAs(trial);
    }

    @Test
    void badParts_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Report(0, 1))
                .withMessage("A report has step 0: steps count from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrialRecord.waiting(-1, point, 1, OptionalInt.empty()))
                .withMessage("Trial -1 has the resource 1.0: numbers count from 0, a resource is above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrialRecord.waiting(1, point, Double.NaN, OptionalInt.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.ofValues(List.of()))
                .withMessage("A measurement has no value: give at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> Measurement.ofFolds(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 1", "NaN, 1", "1, NaN", "1, Infinity"})
    void resource_withABadRange_isRefused(double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resource("epoch", min, max))
                .withMessage("Resource 'epoch' has min = %s and max = %s: it needs 0 < min <= max", min, max);
        assertThat(new Resource("epoch", 1, 9).isFidelity()).isTrue();
        assertThat(Resource.WHOLE.isFidelity()).isFalse();
    }

    @Test
    void measurement_ofFolds_hasTheirMeanAndItsStandardError() {
        Measurement measurement = Measurement.ofFolds(List.of(1.0, 2.0, 3.0, 4.0));
        assertThat(measurement.value()).isEqualTo(2.5);
        // numpy: np.std([1, 2, 3, 4], ddof=1) / 2
        assertThat(measurement.standardError()).isCloseTo(0.6454972243679028, within(1e-15));
        assertThat(Measurement.ofFolds(List.of(1.0)).standardError()).isNaN();
        assertThat(Measurement.of(1).standardError()).isNaN();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void goal_loss_isItsOwnInverse(Direction goal) {
        for (double value : new double[] {0.0, 1.5, -2, Double.MAX_VALUE, Double.NEGATIVE_INFINITY}) {
            assertThat(goal.loss(goal.loss(value))).isEqualTo(value);
        }
        assertThat(goal.loss(0.0)).isEqualTo(0.0); // assertj tells -0.0 from 0.0
        assertThat(goal.loss(Double.NaN)).isNaN();
    }

    @Test
    void goal_isBetter_isStrict() {
        assertThat(Direction.MINIMIZE.isBetter(1, 2)).isTrue();
        assertThat(Direction.MAXIMIZE.isBetter(1, 2)).isFalse();
        assertThat(Direction.MAXIMIZE.isBetter(3, 2)).isTrue();
        assertThat(Direction.MINIMIZE.isBetter(2, 2)).isFalse();
        assertThat(Direction.MAXIMIZE.isBetter(2, 2)).isFalse();
    }
}
