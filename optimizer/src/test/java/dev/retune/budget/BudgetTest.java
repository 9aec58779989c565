package dev.retune.budget;

import dev.retune.budget.Progress.Counts;
import dev.retune.budget.Progress.Standing;
import dev.retune.budget.Progress.Usage;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class BudgetTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    private static Progress progress(int waiting, int running, int completed, Duration used, double resource) {
        return new Progress(
                Goals.minimize("loss"),
                new Counts(waiting, running, completed, 0, 0),
                new Usage(used, resource, 0),
                new Standing(List.of(), completed),
                SPACE,
                History.empty());
    }

    private static Progress progress(Direction direction, double best, int sinceBest) {
        TrialRecord trial = TrialRecord.waiting(3, SPACE.configuration(Map.of("x", 0.5)), 1, OptionalInt.empty())
                .started(Instant.EPOCH)
                .ended(Outcome.completed(best), Instant.EPOCH);
        return new Progress(
                Goals.of(new Target("loss", direction)),
                new Counts(0, 0, 10, 0, 0),
                new Usage(Duration.ZERO, 10, 0),
                new Standing(List.of(trial), sinceBest),
                SPACE,
                History.empty());
    }

    @Test
    void trials_countWhatWasHandedOut_notWhatWaits() {
        Budget budget = Budget.trials(5);

        assertThat(budget.spent(progress(3, 1, 3, Duration.ZERO, 4))).isEmpty();
        assertThat(budget.spent(progress(0, 2, 3, Duration.ZERO, 5))).contains("all 5 trials are used");
        assertThat(Budget.trials(1).spent(progress(0, 1, 0, Duration.ZERO, 1))).contains("the one trial is used");
        assertThat(budget.trials()).hasValue(5);
        assertThat(budget.fraction(progress(0, 2, 3, Duration.ZERO, 5))).isCloseTo(0.6, within(1e-12));
        assertThat(budget.fraction(progress(0, 0, 5, Duration.ZERO, 5))).isEqualTo(1);
    }

    @Test
    void time_isSpentAtItsEnd() {
        Budget budget = Budget.time(Duration.ofMinutes(90));

        assertThat(budget.spent(progress(0, 0, 3, Duration.ofMinutes(89), 3))).isEmpty();
        assertThat(budget.spent(progress(0, 0, 3, Duration.ofMinutes(90), 3))).contains("the time of 1h 30m is used");
        assertThat(budget.fraction(progress(0, 0, 3, Duration.ofMinutes(45), 3)))
                .isCloseTo(0.5, within(1e-12));
        assertThat(budget.trials()).isEmpty();
        assertThat(budget.time()).contains(Duration.ofMinutes(90));
    }

    @Test
    void resource_isATotal() {
        assertThat(Budget.resource(100).spent(progress(0, 0, 3, Duration.ZERO, 99.5)))
                .isEmpty();
        assertThat(Budget.resource(100).spent(progress(0, 0, 3, Duration.ZERO, 100)))
                .contains("the total resource of 100 is used");
    }

    @Test
    void target_isInTheUsersUnits() {
        assertThat(Budget.target(0.97).spent(progress(Direction.MAXIMIZE, 0.96, 0)))
                .isEmpty();
        assertThat(Budget.target(0.97).spent(progress(Direction.MAXIMIZE, 0.97, 0)))
                .contains("the target of 0.97 is reached: trial 3 has 0.97");
        assertThat(Budget.target(0.1).spent(progress(Direction.MINIMIZE, 0.2, 0)))
                .isEmpty();
        assertThat(Budget.target(0.1).spent(progress(Direction.MINIMIZE, 0.05, 0)))
                .isPresent();
        assertThat(Budget.target(0.1).spent(progress(0, 0, 3, Duration.ZERO, 3)))
                .isEmpty();
    }

    @Test
    void noImprovement_countsSinceTheIncumbent() {
        assertThat(Budget.noImprovementIn(20).spent(progress(Direction.MINIMIZE, 1, 19)))
                .isEmpty();
        assertThat(Budget.noImprovementIn(20).spent(progress(Direction.MINIMIZE, 1, 20)))
                .contains("no improvement in 20 trials");
        assertThat(Budget.noImprovementIn(2).spent(progress(0, 0, 9, Duration.ZERO, 9)))
                .isEmpty();
    }

    @Test
    void or_endsWithWhateverComesFirst() {
        Budget budget = Budget.trials(60)
                .orTime(Duration.ofMinutes(10))
                .orResource(1e6)
                .orTarget(0.5)
                .orNoImprovementIn(30)
                .orTrials(50);

        assertThat(budget)
                .hasToString("60 trials or 10m or total resource of 1000000 or target of 0.5 or no improvement in 30"
                        + " trials or 50"
                        + " trials");
        assertThat(budget.trials()).hasValue(50);
        assertThat(budget.spent(progress(0, 0, 1, Duration.ofMinutes(11), 1))).contains("the time of 10m is used");
        assertThat(budget.fraction(progress(0, 0, 1, Duration.ofMinutes(5), 1))).isCloseTo(0.5, within(1e-12));
        assertThat(Budget.time(Duration.ofSeconds(1)).orTrials(2))
                .isEqualTo(Budget.time(Duration.ofSeconds(1)).or(Budget.trials(2)))
                .hasSameHashCodeAs(Budget.time(Duration.ofSeconds(1)).orTrials(2))
                .isNotEqualTo(Budget.trials(2));
    }

    @Test
    void everyLimit_outOfRange_namesItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.trials(0))
                .withMessage("A budget of 0 trials: it needs at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.time(Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.resource(-1))
                .withMessageContaining("-1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.target(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.noImprovementIn(0))
                .withMessageContaining("0 trials");
    }

    @Test
    void nothingToGain_withoutASurrogate_asksForOne() {
        Budget budget = Budget.nothingToGain(0.1);
        Progress progress = progress(Direction.MINIMIZE, 1, 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> budget.spent(progress))
                .withMessageContaining("withSurrogate");
        assertThat(budget.withSurrogate((space, history) -> Optional.empty()).spent(progress))
                .isEmpty();
        assertThat(budget.withSurrogate((space, history) -> Optional.empty())).isEqualTo(budget);
    }
}
