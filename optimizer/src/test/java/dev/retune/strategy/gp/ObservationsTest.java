package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class ObservationsTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    private static TrialRecord trial(int number, double resource, int steps, Outcome outcome) {
        TrialRecord trial = TrialRecord.waiting(
                number, SPACE.configuration(Map.of("x", 0.01 * number)), resource, OptionalInt.empty());
        for (int step = 1; step <= steps; step++) {
            trial = trial.reported(new Report(step, 1.0));
        }
        return trial.started(Instant.EPOCH).ended(outcome, Instant.EPOCH);
    }

    private static Observations of(Resource resource, TrialRecord... trials) {
        return Observations.of(new Features(SPACE, resource), History.ofLosses(resource, List.of(trials)));
    }

    @Test
    void of_whenStepsCountTheResource_putsAPrunedTrialWhereItStopped() {
        Observations observations = of(
                new Resource("epoch", 1, 100),
                trial(0, 100, 100, Outcome.completed(1)),
                trial(1, 100, 10, new Outcome.Pruned(Measurement.of(0.5), "hopeless")));

        assertThat(observations.rows()[1][1]).isCloseTo(0.5, Offset.offset(1e-12));
        assertThat(observations.losses()[1]).isEqualTo(0.5);
    }

    @Test
    void of_whenStepsAreSomethingElse_putsAPrunedTrialWhereItWasToEnd() {
        Observations observations = of(
                new Resource("data", 0.01, 1),
                trial(0, 0.1, 50, Outcome.completed(1)),
                trial(1, 0.1, 10, new Outcome.Pruned(Measurement.of(0.5), "hopeless")));

        assertThat(observations.rows()[1][1]).isCloseTo(0.5, Offset.offset(1e-12));
        assertThat(observations.losses()[1]).isEqualTo(1); // no better than the median
    }

    @Test
    void recent_ofMany_standsWhileATenthComes() {
        RandomGenerator random = Randomness.derive(1, 0, "test");
        TrialRecord[] trials = new TrialRecord[70];
        for (int i = 0; i < trials.length; i++) {
            trials[i] = trial(i, 1, 0, Outcome.completed(random.nextDouble()));
        }
        Resource one = new Resource("epoch", 1, 2);

        assertThat(of(one, Arrays.copyOf(trials, 54)).recent(50).size()).isEqualTo(54);
        List<TrialRecord> chosen = of(one, Arrays.copyOf(trials, 65)).recent(50).trials();
        assertThat(chosen).hasSize(50);
        for (int more = 1; more < 5; more++) {
            List<TrialRecord> longer =
                    of(one, Arrays.copyOf(trials, 65 + more)).recent(50).trials();
            assertThat(longer.subList(0, 50)).isEqualTo(chosen);
            assertThat(longer.subList(50, 50 + more)).containsExactly(Arrays.copyOfRange(trials, 65, 65 + more));
        }
        assertThat(of(one, trials).recent(50).trials())
                .hasSize(50)
                .contains(Arrays.stream(trials)
                        .min(Comparator.comparingDouble(TrialRecord::value))
                        .orElseThrow());
    }

    @Test
    void recent_underConstraints_keepsAllThatKeepThemAsTheBest() {
        TrialRecord[] trials = new TrialRecord[70];
        for (int i = 0; i < trials.length; i++) {
            boolean kept = i % 7 == 3;
            trials[i] = trial(
                    i,
                    1,
                    0,
                    new Outcome.Completed(Measurement.of(kept ? 5.0 : -i).constraints(List.of(kept ? -1.0 : 1.0))));
        }

        List<TrialRecord> recent =
                of(new Resource("epoch", 1, 2), trials).recent(50).trials();

        assertThat(recent).hasSize(50).contains(trials[3], trials[10], trials[38], trials[66]);
    }

    @Test
    void noise_whereLossesHardlyDiffer_isANumber() {
        Observations observations =
                of(Resource.WHOLE, trial(0, 1, 0, Outcome.completed(0)), trial(1, 1, 0, Outcome.completed(1e-310)));

        assertThat(observations.noise(new OutcomeTransform(observations.losses())))
                .containsExactly(0, 0);
    }
}
