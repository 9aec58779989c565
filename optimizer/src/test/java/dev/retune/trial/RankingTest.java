package dev.retune.trial;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RankingTest {

    private static final Configuration POINT =
            SearchSpace.of(Parameter.bool("b")).configuration(Map.of("b", true));

    private static TrialRecord trial(int number, double resource, Outcome outcome) {
        return TrialRecord.builder(number, POINT, resource)
                .started(Optional.of(Instant.EPOCH))
                .ended(Optional.of(Instant.EPOCH))
                .outcome(Optional.of(outcome))
                .build();
    }

    private static Measurement losses(double... losses) {
        return Measurement.ofValues(Arrays.stream(losses).boxed().toList());
    }

    private static TrialRecord completed(int number, double... losses) {
        return trial(number, 1, new Outcome.Completed(losses(losses)));
    }

    private static List<Integer> numbers(List<TrialRecord> trials) {
        return trials.stream().map(TrialRecord::number).toList();
    }

    @Test
    void sorted_putsFeasibleFirst_thenPruned_thenInfeasible_thenFailed() {
        List<TrialRecord> trials = new ArrayList<>(List.of(
                completed(0, 1),
                completed(1, 2),
                trial(2, 1, new Outcome.Pruned(losses(-9), "slow")).reported(new Report(5, 1)),
                trial(3, 1, new Outcome.Pruned(losses(-9), "slow")).reported(new Report(2, 1)),
                trial(4, 1, new Outcome.Completed(losses(5).constraint("c", 0.1))),
                trial(
                        5,
                        1,
                        new Outcome.Completed(losses(-5).constraint("a", 0.2).constraint("b", -9))),
                trial(6, 1, new Outcome.Completed(losses(-4).constraint("a", 0.2))),
                trial(7, 1, new Outcome.Completed(losses(-4).constraint("a", Double.NaN))),
                trial(8, 1, new Outcome.Completed(losses(Double.NaN))),
                trial(9, 1, new Outcome.Failed("no"))));
        Collections.shuffle(trials, new Random(1));

        assertThat(numbers(Ranking.sorted(trials))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void best_ofSeveralLosses_isAnError_andFrontIsNot() {
        List<TrialRecord> trials = List.of(completed(0, 1, 2), completed(1, 2, 1), completed(2, 2, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> Ranking.best(trials))
                .withMessage("Trials with 2 losses have no order, so there is no best one: use the Pareto front");
        assertThat(numbers(Ranking.front(trials))).containsExactly(0, 1);
        assertThat(Ranking.best(List.of(trial(0, 1, new Outcome.Failed("no"))))).isEmpty();
    }

    @Test
    void front_isOfTheMostResource_andOfEqualOnesTheFirst() {
        List<TrialRecord> trials = List.of(
                trial(0, 1, new Outcome.Completed(losses(-9, -9))),
                trial(1, 9, new Outcome.Completed(losses(2, 3))),
                trial(2, 9, new Outcome.Completed(losses(3, 2))),
                trial(3, 9, new Outcome.Completed(losses(2, 3))));
        assertThat(numbers(Ranking.front(trials))).containsExactly(1, 2);
    }

    /** Against the definition, pair by pair; losses of few values, so that many are equal. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void front_isWhatTheDefinitionSays(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int targets = 1 + random.nextInt(4);
        List<TrialRecord> trials = random(random, targets, 120);

        List<TrialRecord> feasible = trials.stream()
                .filter(t -> t.state() == State.COMPLETED
                        && t.measurement().orElseThrow().constraints().values().stream()
                                .allMatch(c -> c <= 0))
                .toList();
        List<Integer> expected = new ArrayList<>();
        for (TrialRecord one : feasible) {
            boolean beaten = false;
            for (TrialRecord other : feasible) {
                double[] a = Ranking.losses(one);
                double[] b = Ranking.losses(other);
                boolean noWorse = IntStream.range(0, targets).allMatch(i -> b[i] <= a[i]);
                beaten |= noWorse && (!Arrays.equals(a, b) || other.number() < one.number());
            }
            if (!beaten) {
                expected.add(one.number());
            }
        }
        assertThat(numbers(Ranking.front(trials))).isEqualTo(expected);
        List<TrialRecord> shuffled = new ArrayList<>(trials);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(numbers(Ranking.front(shuffled))).isEqualTo(expected);
        if (targets == 1) {
            assertThat(Ranking.best(trials).map(TrialRecord::number).stream().toList())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void sorted_ofSeveral_peelsFrontAfterFront(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TrialRecord> trials = random(random, 2 + random.nextInt(2), 80);

        List<TrialRecord> sorted = Ranking.sorted(trials);

        assertThat(sorted).containsExactlyInAnyOrderElementsOf(trials);
        for (int i = 0; i < sorted.size(); i++) { // nothing stands before what beats it
            for (TrialRecord later : sorted.subList(i + 1, sorted.size())) {
                TrialRecord earlier = sorted.get(i);
                if (Ranking.isFeasible(later)) {
                    assertThat(Ranking.isFeasible(earlier)).isTrue();
                    assertThat(Ranking.dominates(Ranking.losses(later), Ranking.losses(earlier)))
                            .isFalse();
                } else if (!Ranking.isFeasible(earlier) && later.state() == earlier.state()) {
                    assertThat(Ranking.violation(earlier)).isLessThanOrEqualTo(Ranking.violation(later));
                }
            }
        }
        List<TrialRecord> feasible = sorted.stream().filter(Ranking::isFeasible).toList();
        List<TrialRecord> front = Ranking.front(trials);
        for (TrialRecord beaten : feasible) {
            if (feasible.stream().anyMatch(other -> Ranking.dominates(Ranking.losses(other), Ranking.losses(beaten)))) {
                assertThat(feasible.subList(0, feasible.indexOf(beaten))).containsAll(front);
            }
        }
    }

    /** A comparator that contradicts itself makes sorting throw, or depend on the order before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void order_isTotal(int seed) {
        List<TrialRecord> trials = random(new SplittableRandom(seed), 1, 300);
        List<Integer> order = numbers(trials.stream().sorted(Ranking.BEST_FIRST).toList());
        List<TrialRecord> shuffled = new ArrayList<>(trials);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(numbers(shuffled.stream().sorted(Ranking.BEST_FIRST).toList()))
                .isEqualTo(order);
        assertThat(numbers(Ranking.sorted(shuffled))).isEqualTo(order);
        assertThat(numbers(Ranking.front(trials))).isEqualTo(order.subList(0, 1));
    }

    private static List<TrialRecord> random(SplittableRandom random, int targets, int count) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Measurement measured =
                    losses(random.doubles(targets).map(x -> Math.floor(8 * x)).toArray());
            int kind = random.nextInt(8);
            if (kind < 3) {
                measured = measured.constraint("c", random.nextInt(5) - 2.0).constraint("d", random.nextInt(3) - 1.0);
            }
            Outcome outcome = kind == 7
                    ? new Outcome.Failed("no")
                    : kind == 6 ? new Outcome.Pruned(measured, "slow") : new Outcome.Completed(measured);
            trials.add(trial(number, 1, outcome));
        }
        return trials;
    }

    @Test
    void recommended_isNearestToTheIdealOfTheScaledFront() {
        assertThat(new ParetoFront(List.of()).recommended()).isEmpty();
        List<TrialRecord> front = List.of(completed(0, 0, 1000), completed(1, 0.3, 200), completed(2, 1, 0));
        assertThat(new ParetoFront(front).recommended())
                .map(TrialRecord::number)
                .contains(1);
        assertThat(new ParetoFront(List.of(completed(4, 3, 3))).recommended())
                .map(TrialRecord::number)
                .contains(4);
        List<TrialRecord> extreme = List.of(completed(0, -1e308, 1e308), completed(1, 1e308, -1e308));
        assertThat(new ParetoFront(extreme).recommended())
                .map(TrialRecord::number)
                .contains(0);
        assertThat(ParetoFront.of(History.ofLosses(Resource.WHOLE, front)).trials())
                .isEqualTo(front);
    }
}
