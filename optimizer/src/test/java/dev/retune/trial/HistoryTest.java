package dev.retune.trial;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryTest {

    private static final Instant NOW = Instant.EPOCH;
    private final SearchSpace space = SearchSpace.of(Parameter.integer("n", 0, 1000));

    private TrialRecord trial(int number, double resource, Outcome outcome) {
        return TrialRecord.waiting(number, space.configuration(Map.of("n", number)), resource, OptionalInt.empty())
                .started(NOW)
                .ended(outcome, NOW);
    }

    private static History history(TrialRecord... trials) {
        return History.ofLosses(new Resource("epoch", 1, 9), List.of(trials));
    }

    @Test
    void best_isTheSmallestLoss_theEarliestOfEquals() {
        History history = history(
                trial(0, 9, Outcome.completed(3)),
                trial(1, 9, Outcome.completed(1)),
                trial(2, 9, Outcome.completed(1)),
                trial(3, 9, Outcome.completed(2)));
        assertThat(history.best()).map(TrialRecord::number).contains(1);
    }

    @Test
    void best_prefersTheMostResource() {
        History history = history(trial(0, 9, Outcome.completed(3)), trial(1, 3, Outcome.completed(1)));
        assertThat(history.best()).map(TrialRecord::number).contains(0);
    }

    @Test
    void best_passesOverWhatDidNotCompleteOrBrokeAConstraint() {
        History history = history(
                trial(0, 9, new Outcome.Pruned(Measurement.of(-5), "slow")),
                trial(1, 9, new Outcome.Failed("NaN")),
                trial(2, 9, Outcome.completed(Double.NaN)),
                trial(3, 9, Outcome.completed(Double.NEGATIVE_INFINITY)),
                trial(4, 9, new Outcome.Completed(Measurement.of(-9.0).constraints(List.of(0.1)))),
                trial(5, 9, new Outcome.Completed(Measurement.of(7.0).constraints(List.of(-1.0, 0.0)))),
                TrialRecord.waiting(6, space.configuration(Map.of("n", 6)), 9, OptionalInt.empty()));
        assertThat(history.best()).map(TrialRecord::number).contains(5);
        assertThat(history.where(t -> t.number() < 5).best()).isEmpty();
        assertThat(History.empty().best()).isEmpty();
    }

    @Test
    void of_maximize_turnsValuesIntoLosses() {
        TrialRecord kept = trial(0, 9, Outcome.completed(0.9)).reported(new Report(1, 0.5));
        TrialRecord better = trial(1, 9, new Outcome.Completed(Measurement.ofFolds(List.of(0.9, 1.0))));
        TrialRecord pruned = trial(2, 9, new Outcome.Pruned(Measurement.of(0.1), "slow"));
        History history = History.of(Goals.maximize("accuracy"), Resource.WHOLE, List.of(kept, better, pruned));
        assertThat(history.best()).map(TrialRecord::number).contains(1);
        assertThat(history.trials()).extracting(TrialRecord::value).containsExactly(-0.9, -0.95, -0.1);
        assertThat(history.trials().get(0).reports()).containsExactly(new Report(1, -0.5));
        assertThat(history.trials().get(1).measurement().orElseThrow().folds()).containsExactly(-0.9, -1.0);
        assertThat(History.of(Goals.minimize("loss"), Resource.WHOLE, List.of(kept))
                        .trials())
                .containsExactly(kept);
    }

    @Test
    void trials_areInTheOrderOfTheirNumbers() {
        TrialRecord a = trial(0, 1, Outcome.completed(1));
        TrialRecord b = trial(1, 1, Outcome.completed(2));
        TrialRecord c = trial(7, 1, new Outcome.Failed("x"));
        assertThat(history(c, a, b).trials()).containsExactly(a, b, c);
        assertThat(history(c, a, b).in(State.COMPLETED)).containsExactly(a, b);
        assertThat(history(a, b, c).configurations()).hasSize(3).contains(c.configuration());
        assertThat(history(a, b).size()).isEqualTo(2);
        assertThatThrownBy(() -> history(a).trials().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
