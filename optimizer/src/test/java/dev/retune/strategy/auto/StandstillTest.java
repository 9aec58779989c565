package dev.retune.strategy.auto;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class StandstillTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    /** The loss is 1 at first and 0 from trial 16 on, but for the last trial. */
    @ParameterizedTest
    @CsvSource({"0, true", "-0.0099, true", "-0.0103, false", "-1, false", "1, true"})
    void of_theLastLoss_dependsOnTheGainBesideTheGainSoFar(double last, boolean expected) {
        assertThat(Standstill.of(history(40, i -> Outcome.completed(i < 16 ? 1 : i < 39 ? 0 : last))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1e-9, 0", "1e300, -1e300", "1, 1e6"})
    void of_losses_whateverTheirUnit(double scale, double shift) {
        assertThat(Standstill.of(history(40, i -> Outcome.completed(shift + scale * Math.max(20 - i, 0)))))
                .isTrue();
        assertThat(Standstill.of(history(40, i -> Outcome.completed(shift + scale * (40 - i) / 20))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"31, false", "32, true"})
    void of_lossesThatFellOnce_onceThereAreTwoWindows(int trials, boolean expected) {
        assertThat(Standstill.of(history(trials, i -> Outcome.completed(i < 10 ? 3 : 2))))
                .isEqualTo(expected);
    }

    @Test
    void of_lossesOfWhichTheFirstIsTheBest_isOne() {
        assertThat(Standstill.of(history(40, i -> Outcome.completed(i == 0 ? 0 : 1 + i % 5))))
                .isTrue();
    }

    @Test
    void of_aPlateau_isNone() {
        assertThat(Standstill.of(history(60, i -> Outcome.completed(3)))).isFalse();
    }

    @Test
    void of_trialsThatFailedOrBrokeAConstraint_countsNone() {
        Outcome failed = new Outcome.Failed("out of memory");
        Outcome broken = new Outcome.Completed(Measurement.of(-9.0).constraints(List.of(1.0)));
        IntFunction<Outcome> fall = i -> i < 10 ? Outcome.completed(3) : Outcome.completed(2);

        assertThat(Standstill.of(history(31, fall))).isFalse();
        assertThat(Standstill.of(history(60, i -> i < 31 ? fall.apply(i) : failed)))
                .isFalse();
        assertThat(Standstill.of(history(60, i -> i < 31 ? fall.apply(i) : broken)))
                .isFalse();
        assertThat(Standstill.of(history(64, i -> i % 2 == 0 ? fall.apply(i / 2) : broken)))
                .isTrue();
        assertThat(Standstill.of(history(60, i -> failed))).isFalse();
    }

    private static History history(int trials, IntFunction<Outcome> outcome) {
        return history(SPACE, trials, outcome);
    }

    /** Random points with these outcomes. */
    static History history(SearchSpace space, int trials, IntFunction<Outcome> outcome) {
        Random random = new Random(1);
        return History.ofLosses(
                Resource.WHOLE,
                IntStream.range(0, trials)
                        .mapToObj(i -> TrialRecord.waiting(i, space.sample(random), 1, OptionalInt.empty())
                                .started(Instant.EPOCH)
                                .ended(outcome.apply(i), Instant.EPOCH))
                        .toList());
    }
}
