package dev.retune.strategy.tpe;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GroupsTest {

    private static final Configuration POINT =
            SearchSpace.of(Parameter.real("x", 0, 1)).configuration(Map.of("x", 0.5));

    private static TrialRecord running(int number, double resource) {
        return TrialRecord.waiting(number, POINT, resource, OptionalInt.empty()).started(Instant.EPOCH);
    }

    private static TrialRecord ended(int number, Outcome outcome) {
        return running(number, 1).ended(outcome, Instant.EPOCH);
    }

    private static Groups groups(Resource resource, List<TrialRecord> trials) {
        return Groups.of(GoodBadSplit.of(History.ofLosses(resource, trials), 4));
    }

    private static Groups groups(double... losses) {
        return groups(
                Resource.WHOLE,
                IntStream.range(0, losses.length)
                        .mapToObj(i -> ended(i, Outcome.completed(losses[i])))
                        .toList());
    }

    @Test
    void of_takesATenthAsGood() {
        double[] losses = DoubleStream.iterate(20, v -> v - 1).limit(20).toArray();
        Groups groups = groups(losses);
        assertThat(groups.good()).containsExactly(18, 19);
        assertThat(groups.bad())
                .containsExactlyElementsOf(IntStream.range(0, 18).boxed().toList());
        assertThat(groups.badWeights()).containsOnly(1);
    }

    @Test
    void of_weighsTheGoodByWhatTheyGain() {
        double[] losses = new double[20];
        Arrays.fill(losses, 9);
        losses[3] = 3;
        losses[7] = 6;
        Groups groups = groups(losses);
        assertThat(groups.good()).containsExactly(3, 7);
        assertThat(groups.goodWeights()[0]).isCloseTo(4 / 3.0, within(1e-12)); // gains 6 and 3, a mean of 1
        assertThat(groups.goodWeights()[1]).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void of_whenAllAreEqual_takesTheEarliestWithEqualWeights() {
        Groups groups = groups(new double[30]);
        assertThat(groups.good()).containsExactly(0, 1, 2);
        assertThat(groups.goodWeights()).containsOnly(1);
    }

    @Test
    void of_countsRunningTrialsAsBad() {
        Groups groups = groups(
                Resource.WHOLE, List.of(ended(0, Outcome.completed(1)), running(1, 1), ended(2, Outcome.completed(2))));
        assertThat(groups.good()).containsExactly(0);
        assertThat(groups.bad()).contains(1, 2);
    }

    @Test
    void of_whenTooFewCompleted_takesThePrunedOneThatCameFurthest() {
        List<TrialRecord> trials = new ArrayList<>();
        trials.add(ended(0, new Outcome.Failed("out of memory")));
        trials.add(ended(1, new Outcome.Completed(Measurement.of(0.1).constraints(List.of(2.0)))));
        trials.add(running(2, 1)
                .reported(new dev.retune.trial.Report(3, 7))
                .ended(new Outcome.Pruned(Measurement.of(7), "hopeless"), Instant.EPOCH));
        trials.add(running(3, 1)
                .reported(new dev.retune.trial.Report(9, 8))
                .ended(new Outcome.Pruned(Measurement.of(8), "hopeless"), Instant.EPOCH));
        Groups groups = groups(Resource.WHOLE, trials);
        assertThat(groups.good()).containsExactly(3);
        assertThat(groups.bad()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void of_whenTrialsDifferInResource_learnsFromTheLargestWithEnough() {
        List<TrialRecord> trials = new ArrayList<>();
        double[] resources = {1, 1, 1, 1, 1, 3, 3, 3, 3, 9};
        for (int i = 0; i < resources.length; i++) {
            trials.add(running(i, resources[i]).ended(Outcome.completed(-i), Instant.EPOCH));
        }
        Groups groups = groups(new Resource("epoch", 1, 9), trials);
        assertThat(groups.good()).containsExactly(8);
        assertThat(groups.bad()).containsExactlyInAnyOrder(5, 6, 7);
    }

    @Test
    void of_manyTrials_staysSmallAndStandsForAll() {
        int count = 20_000;
        Groups groups = groups(
                IntStream.range(0, count).mapToDouble(i -> (i * 7919L) % count).toArray());
        assertThat(groups.good()).hasSize(25);
        assertThat(groups.bad()).hasSize(512).doesNotHaveDuplicates();
        assertThat(Arrays.stream(groups.badWeights()).sum()).isCloseTo(count - 25, within(1e-6));
        assertThat(groups.badWeights()[0]).isEqualTo(1);
    }
}
