package dev.retune.strategy.halving;

import dev.retune.internal.numerics.Randomness;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HalvingTest {

    abstract static class Contract extends StrategyContract {

        @Override
        protected Resource resource() {
            return EPOCHS;
        }

        @Override
        protected boolean usesUpFiniteSpaces() {
            return false; // a promotion tries a point again, with more
        }
    }

    @Nested
    class SuccessiveHalvingContract extends Contract {
        @Override
        protected Strategy strategy() {
            return SuccessiveHalving.create().eta(2);
        }
    }

    @Nested
    class HyperbandContract extends Contract {
        @Override
        protected Strategy strategy() {
            return Hyperband.create();
        }
    }

    /** Falkner et al. 2018. */
    @Nested
    class BohbContract extends Contract {
        @Override
        protected Strategy strategy() {
            return Hyperband.create().inside(TpeSearch.create());
        }
    }

    @Nested
    class AshaContract extends Contract {
        @Override
        protected Strategy strategy() {
            return Asha.create();
        }
    }

    @Nested
    class RisingAshaContract extends Contract {
        @Override
        protected Strategy strategy() {
            return Asha.create().adaptiveStart();
        }
    }

    private static final Resource EPOCHS = new Resource("epoch", 1, 27);

    static Stream<Strategy> all() {
        return Stream.of(SuccessiveHalving.create(), Hyperband.create(), Asha.create());
    }

    @Test
    void successiveHalving_whenOneTrialRunsAtATime_givesAThirdThreeTimesAsMuch() {
        List<Double> amounts = new Drive(SuccessiveHalving.create(), EPOCHS, Drive::isX)
                .run(80, 1)
                .amounts();

        List<Double> bracket = new ArrayList<>(Collections.nCopies(27, 1.0));
        bracket.addAll(Collections.nCopies(9, 3.0));
        bracket.addAll(Collections.nCopies(3, 9.0));
        bracket.add(27.0);
        assertThat(amounts.subList(0, 40)).isEqualTo(bracket);
        assertThat(amounts.subList(40, 80)).isEqualTo(bracket);
    }

    @Test
    void hyperband_whenOneTrialRunsAtATime_hasTheBracketsOfThePaper() {
        List<Double> amounts = new Drive(Hyperband.create(), new Resource("epoch", 1, 81), Drive::isX)
                .run(206, 1)
                .amounts();

        // Li et al. 2018, algorithm 1 with R = 81 and η = 3: n_i configurations with r_i, bracket by bracket
        int[][] expected = {
            {81, 1}, {27, 3}, {9, 9}, {3, 27}, {1, 81}, {34, 3}, {11, 9}, {3, 27}, {1, 81}, {15, 9}, {5, 27}, {1, 81},
            {8, 27}, {2, 81}, {5, 81},
        };
        List<Double> flat = new ArrayList<>();
        for (int[] rung : expected) {
            flat.addAll(Collections.nCopies(rung[0], (double) rung[1]));
        }
        assertThat(amounts).isEqualTo(flat);
    }

    @Test
    void asha_whenThreeHaveEnded_promotesTheBestOfThem() {
        Drive drive = new Drive(Asha.create(), EPOCHS, Drive::isX).run(3, 1);

        Proposal next = drive.ask().orElseThrow();

        TrialRecord best = drive.history().best().orElseThrow();
        assertThat(next).isEqualTo(Proposal.continuing(best.number(), best.configuration(), 3));
    }

    @Test
    void asha_whenManyTrialsRunAtOnce_promotesAThirdOfEachRung() {
        Drive drive = new Drive(Asha.create(), EPOCHS, Drive::isX).run(600, 16);

        for (double amount = 1; amount < 27; amount *= 3) {
            assertThat(drive.at(3 * amount) / (double) drive.at(amount)).isBetween(0.25, 0.45);
        }
    }

    /** The loss is x from an amount of the resource on; with less, small losses mean large ones later. */
    private static Drive misleadingBelow(double amount, int trials) {
        Function<TrialRecord, Outcome> objective = t -> {
            double x = t.configuration().get(Drive.X);
            return Outcome.completed(t.resource() < amount ? -x : x);
        };
        return new Drive(Asha.create().adaptiveStart(), EPOCHS, objective).run(trials, 1);
    }

    /** The resource of the last trial that starts. */
    private static double lastStart(Drive drive) {
        return drive.records.stream()
                .filter(t -> t.continues().isEmpty())
                .reduce((before, last) -> last)
                .orElseThrow()
                .resource();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "9, 9", "27, 9"})
    void adaptiveStart_whenLowRungsMislead_startsOnTheLowestThatDoesNot(double honestFrom, double expected) {
        assertThat(lastStart(misleadingBelow(honestFrom, 600))).isEqualTo(expected);
    }

    @Test
    void adaptiveStart_whenAllAreEqual_startsOnTheFirstRung() {
        Drive drive = new Drive(Asha.create().adaptiveStart(), EPOCHS, t -> Outcome.completed(1)).run(600, 1);

        assertThat(lastStart(drive)).isEqualTo(1);
    }

    @Test
    void adaptiveStart_whileFewHaveReachedTheTop_startsOnTheFirstRung() {
        Drive drive = misleadingBelow(9, 100);

        assertThat(drive.at(27)).isBetween(2L, 5L);
        assertThat(lastStart(drive)).isEqualTo(1);
    }

    @Test
    void adaptiveStart_whenFinalistsWereEnqueued_takesThemForNoEvidence() {
        Drive drive = new Drive(Asha.create().adaptiveStart(), EPOCHS, Drive::isX);
        for (int i = 0; i < 10; i++) {
            drive.end(drive.add(0.1 * i, 27, OptionalInt.empty()));
        }

        assertThat(drive.ask().orElseThrow().resource()).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_always_continuesWithTheSameConfigurationAndMore(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, Drive::isX).run(300, 5);

        List<TrialRecord> continuing =
                drive.records.stream().filter(t -> t.continues().isPresent()).toList();
        assertThat(continuing).hasSizeGreaterThan(50).allSatisfy(t -> {
            TrialRecord parent = drive.records.get(t.continues().getAsInt());
            assertThat(t.configuration()).isEqualTo(parent.configuration());
            assertThat(t.resource()).isEqualTo(3 * parent.resource());
        });
        assertThat(continuing.stream().map(TrialRecord::continues)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenLossesSayWhatIsGood_bringsTheBestToTheTop(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, Drive::isX).run(300, 4);

        double[] top = drive.records.stream()
                .filter(t -> t.resource() == 27 && t.continues().isPresent())
                .mapToDouble(TrialRecord::value)
                .toArray();
        assertThat(top).hasSizeGreaterThan(2);
        assertThat(Arrays.stream(top).average().orElseThrow()).isLessThan(0.2);
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenTrialsFailOrArePruned_promotesNoneOfThem(Strategy strategy) {
        Function<TrialRecord, Outcome> objective = t -> {
            double x = t.configuration().get(Drive.X);
            return x < 0.2
                    ? new Outcome.Failed("out of memory")
                    : x < 0.4
                            ? new Outcome.Pruned(Measurement.of(x - 1), "slow")
                            : Outcome.completed(x < 0.5 ? Double.NaN : x);
        };
        Drive drive = new Drive(strategy, EPOCHS, objective).run(300, 4);

        assertThat(drive.records.stream().filter(t -> t.continues().isPresent()))
                .hasSizeGreaterThan(20)
                .allMatch(t -> t.configuration().get(Drive.X) >= 0.5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenAllTrialsFail_goesOnWithNewConfigurations(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, t -> new Outcome.Failed("no")).run(200, 3);

        assertThat(drive.records).hasSize(200).noneMatch(t -> t.continues().isPresent());
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whileTrialsRun_neverWaits(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, Drive::isX);
        for (int i = 0; i < 200; i++) {
            drive.add(drive.ask().orElseThrow());
        }

        assertThat(drive.records)
                .allMatch(t -> t.state() == State.RUNNING && t.continues().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenConstraintsAreBroken_promotesThoseThatKeepThem(Strategy strategy) {
        Function<TrialRecord, Outcome> objective = t -> {
            double x = t.configuration().get(Drive.X);
            return new Outcome.Completed(Measurement.of(x).constraints(List.of(0.5 - x)));
        };
        Drive drive = new Drive(strategy, EPOCHS, objective).run(300, 1);

        List<TrialRecord> promoted =
                drive.records.stream().filter(t -> t.continues().isPresent()).toList();
        assertThat(promoted).hasSizeGreaterThan(20);
        assertThat(promoted.stream().filter(t -> t.configuration().get(Drive.X) >= 0.5))
                .hasSizeGreaterThan(promoted.size() * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenUsersEnqueueTrials_toleratesThem(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, Drive::isX);
        for (int i = 0; i < 10; i++) {
            drive.end(drive.add(0.5, 27, OptionalInt.empty()));
            drive.add(0.5, 5, OptionalInt.empty()); // of no rung, and never run
            drive.run(drive.records.size() + 20, 2);
        }

        assertThat(drive.at(1)).isGreaterThan(50);
        assertThat(drive.at(9)).isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void propose_whenStudyHasNoFidelity_saysToSetAResource(Strategy strategy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strategy.propose(Drive.SPACE, History.empty(), Randomness.derive(1, 0, "propose")))
                .withMessageContaining(strategy.getClass().getSimpleName())
                .withMessageContaining("give the study a resource");
    }

    @Test
    void eta_whenBelowTwo_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asha.create().eta(1))
                .withMessageContaining("eta = 1");
    }

    @Test
    void eta_whenFour_promotesAFourth() {
        Drive drive = new Drive(SuccessiveHalving.create().eta(4), new Resource("epoch", 1, 16), Drive::isX).run(21, 1);

        Map<Double, Long> counts =
                drive.amounts().stream().collect(Collectors.groupingBy(a -> a, TreeMap::new, Collectors.counting()));
        assertThat(counts).isEqualTo(Map.of(1.0, 16L, 4.0, 4L, 16.0, 1L));
    }

    @ParameterizedTest
    @MethodSource("exhausted")
    void propose_whenInsideHasNothingMore_bringsTheBestToTheTop(Strategy strategy) {
        Drive drive = new Drive(strategy, EPOCHS, Drive::isX).run(1000, 1);

        assertThat(drive.records).hasSizeBetween(10, 40);
        assertThat(drive.history().best().orElseThrow().value()).isEqualTo(0);
        assertThat(drive.history().best().orElseThrow().resource()).isEqualTo(27);
    }

    static Stream<Strategy> exhausted() {
        // ten points in order of their number, worst first
        Strategy grid = (space, history, random) -> Stream.iterate(9, i -> i >= 0, i -> i - 1)
                .map(i -> space.decode(new double[] {i / 10.0}))
                .filter(c -> !history.configurations().contains(c))
                .findFirst()
                .map(Proposal::of);
        return Stream.of(SuccessiveHalving.create().inside(grid), Asha.create().inside(grid));
    }

    @Test
    void inside_always_seesEveryRecord() {
        List<History> seen = new ArrayList<>();
        Strategy spy = (space, history, random) -> {
            seen.add(history);
            return Optional.of(Proposal.of(space.sample(random)));
        };
        new Drive(Asha.create().inside(spy), EPOCHS, Drive::isX).run(50, 2);

        History last = seen.get(seen.size() - 1);
        assertThat(last.resource()).isEqualTo(EPOCHS);
        assertThat(last.trials())
                .hasSizeGreaterThan(40)
                .anyMatch(t -> t.resource() == 1)
                .anyMatch(t -> t.resource() == 9);
    }
}
