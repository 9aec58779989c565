package dev.retune.pruning;

import dev.retune.trial.Direction;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PrunersTest {

    @Nested
    class Median extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.median();
        }
    }

    @Nested
    class Percentile extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.percentile(20);
        }
    }

    @Nested
    class Halving extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.halving(2, 3);
        }
    }

    @Nested
    class Threshold extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.threshold(Direction.MINIMIZE, 2);
        }

        @Override
        protected double[] hopeless() {
            return new double[] {1, 3};
        }
    }

    @Nested
    class Patience extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.patience(4);
        }
    }

    @Nested
    class FoldRacing extends PrunerContract {
        @Override
        protected Pruner pruner() {
            return Pruner.foldRacing(0.05);
        }
    }

    @Test
    void median_whenBestSoFarIsBehindTheMedian_stops() {
        History history = withLosses(0.1, 0.2, 0.3, 0.4, 0.5);

        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.9, 0.29), history))
                .isEmpty();
        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.9, 0.31), history))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("step 2").contains("median of 5 trials"));
    }

    @Test
    void percentiles_ofInfiniteReports_areNoNumbersLost() {
        double up = Double.POSITIVE_INFINITY;
        double down = Double.NEGATIVE_INFINITY;

        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.9), withLosses(0.1, 0.2, 0.3, 0.4, up, up)))
                .isPresent();
        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.2), withLosses(0.1, 0.2, 0.3, up, up, up)))
                .isEmpty();
        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.9), withLosses(down, down, down, 0.4, 0.5, 0.6)))
                .isPresent();
        assertThat(Pruner.percentile(30).reasonToStop(Trials.running(9, 0.9), withLosses(down, down, up, up, up)))
                .isPresent();
    }

    @Test
    void median_whenReportsAroundAStepAreInfinite_interpolates() {
        double up = Double.POSITIVE_INFINITY;
        History history = Trials.history(IntStream.range(0, 5)
                .mapToObj(i -> Trials.completed(Trials.runningAt(i, new int[] {1, 9}, new double[] {up, 0.1})))
                .toList());

        assertThat(Pruner.median().reasonToStop(Trials.runningAt(9, new int[] {5}, new double[] {0.9}), history))
                .isEmpty();
    }

    @Test
    void median_whenFewerThanFiveTrialsCompare_goesOn() {
        assertThat(Pruner.median().reasonToStop(Trials.running(9, 0.9), withLosses(0.1, 0.2, 0.3, 0.4)))
                .isEmpty();
    }

    @Test
    void percentile_whenAskedForTheBestFourth_stopsTheRest() {
        History history = withLosses(0.1, 0.2, 0.3, 0.4, 0.5);

        assertThat(Pruner.percentile(25).reasonToStop(Trials.running(9, 0.19), history))
                .isEmpty();
        assertThat(Pruner.percentile(25).reasonToStop(Trials.running(9, 0.21), history))
                .isPresent();
    }

    @Test
    void median_whenOthersReportedAtOtherSteps_interpolates() {
        History history = Trials.history(IntStream.range(0, 5)
                .mapToObj(i -> Trials.completed(Trials.runningAt(i, new int[] {1, 5, 9}, new double[] {0.9, 0.5, 0.1})))
                .toList());

        // on the line from 0.5 at step 5 to 0.1 at step 9: 0.3 at step 7
        assertThat(Pruner.median().reasonToStop(Trials.runningAt(9, new int[] {7}, new double[] {0.31}), history))
                .isPresent();
        assertThat(Pruner.median().reasonToStop(Trials.runningAt(9, new int[] {7}, new double[] {0.29}), history))
                .isEmpty();
    }

    @Test
    void median_whenOthersWereStoppedBefore_doesNotCompareWithThem() {
        History history = Trials.history(IntStream.range(0, 20)
                .mapToObj(i -> Trials.pruned(Trials.running(i, 0.1, 0.1)))
                .toList());

        assertThat(Pruner.median().reasonToStop(Trials.running(30, 0.9, 0.9), history))
                .isPresent();
        assertThat(Pruner.median().reasonToStop(Trials.running(30, 0.9, 0.9, 0.9), history))
                .isEmpty();
    }

    @Test
    void median_whenAllReportsAreNaN_stops() {
        assertThat(Pruner.median().reasonToStop(Trials.running(9, Double.NaN), withLosses(0.1, 0.2, 0.3, 0.4, 0.5)))
                .isPresent();
    }

    @Test
    void halving_atARung_letsTheBestThirdGoOn() {
        // eight came before: the ninth must be among the best three
        History history = withLosses(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
        Pruner pruner = Pruner.halving(1, 3);

        assertThat(pruner.reasonToStop(Trials.running(9, 0.25), history)).isEmpty();
        assertThat(pruner.reasonToStop(Trials.running(9, 0.35), history))
                .contains("On the rung at step 1 it is number 4 of 9, and one in 3 continues");
        assertThat(pruner.reasonToStop(Trials.running(9, 0.35, 0.35), history)).isEmpty(); // between rungs
        assertThat(pruner.reasonToStop(Trials.running(9, 0.35, 0.35, 0.35), history))
                .isPresent();
    }

    @Test
    void halving_whenReportsSkipTheRung_looksAtTheFirstAfterIt() {
        History history = withLosses(0.1, 0.2, 0.3);

        assertThat(Pruner.halving(4, 3)
                        .reasonToStop(Trials.runningAt(9, new int[] {3, 6}, new double[] {0.9, 0.9}), history))
                .isPresent();
        assertThat(Pruner.halving(4, 3)
                        .reasonToStop(Trials.runningAt(9, new int[] {3, 6, 9}, new double[] {0.9, 0.9, 0.9}), history))
                .isEmpty();
    }

    @Test
    void threshold_whenGoalIsToMaximize_stopsBelowIt() {
        Pruner pruner = Pruner.threshold(Direction.MAXIMIZE, 0.6); // an accuracy; losses are its negative

        assertThat(pruner.reasonToStop(Trials.running(0, -0.7), withLosses())).isEmpty();
        assertThat(pruner.reasonToStop(Trials.running(0, -0.7, -0.5), withLosses()))
                .isPresent();
        assertThat(pruner.reasonToStop(Trials.running(0, Double.NaN), withLosses()))
                .isPresent();
    }

    @Test
    void patience_whenTrialStallsAndOthersAreBetter_stops() {
        History history = withLosses(0.2);

        assertThat(Pruner.patience(3).reasonToStop(Trials.running(9, 0.5, 0.4, 0.4, 0.4), history))
                .isEmpty();
        assertThat(Pruner.patience(3).reasonToStop(Trials.running(9, 0.5, 0.4, 0.4, 0.4, 0.4), history))
                .contains("It has not improved since step 2, and others are better");
        assertThat(Pruner.patience(3).reasonToStop(Trials.running(9, 0.5, 0.1, 0.4, 0.4, 0.4), history))
                .isEmpty();
    }

    @Test
    void from_beforeTheStep_goesOn() {
        Pruner pruner = Pruner.threshold(Direction.MINIMIZE, 0).from(3);

        assertThat(pruner.reasonToStop(Trials.running(0, 1, 1), withLosses())).isEmpty();
        assertThat(pruner.reasonToStop(Trials.running(0, 1, 1, 1), withLosses()))
                .isPresent();
    }

    @Test
    void after_beforeSoManyHaveCompleted_goesOn() {
        Pruner pruner = Pruner.threshold(Direction.MINIMIZE, 0).after(2);

        assertThat(pruner.reasonToStop(Trials.running(9, 1), withLosses(0.1))).isEmpty();
        assertThat(pruner.reasonToStop(Trials.running(9, 1), withLosses(0.1, 0.2)))
                .isPresent();
    }

    @Test
    void every_whenNoMultipleWasPassed_goesOn() {
        Pruner pruner = Pruner.threshold(Direction.MINIMIZE, 0).every(5);

        assertThat(pruner.reasonToStop(Trials.runningAt(0, new int[] {4}, new double[] {1}), withLosses()))
                .isEmpty();
        assertThat(pruner.reasonToStop(Trials.runningAt(0, new int[] {4, 6}, new double[] {1, 1}), withLosses()))
                .isPresent();
        assertThat(pruner.reasonToStop(Trials.runningAt(0, new int[] {6, 9}, new double[] {1, 1}), withLosses()))
                .isEmpty();
    }

    @Test
    void amongEquals_looksAtTrialsOfTheSameResourceOnly() {
        TrialRecord running = Trials.running(20, 0.5);
        List<TrialRecord> better = withLosses(0.1, 0.2, 0.3, 0.3, 0.4, 0.4).trials();
        List<TrialRecord> withMore = better.stream()
                .map(t -> TrialRecord.builder(t.number(), t.configuration(), 2)
                        .reports(t.reports())
                        .outcome(t.outcome())
                        .started(t.started())
                        .ended(t.ended())
                        .build())
                .toList();
        Pruner pruner = Pruner.median().amongEquals();

        assertThat(pruner.reasonToStop(running, Trials.history(better))).isPresent();
        assertThat(pruner.reasonToStop(running, Trials.history(withMore))).isEmpty();
    }

    @Test
    void factories_whenOptionsAreWrong_sayWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.percentile(100))
                .withMessageContaining("100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.halving(0, 3))
                .withMessageContaining("first = 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.patience(0))
                .withMessageContaining("0 steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.foldRacing(5))
                .withMessageContaining("5.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.threshold(Direction.MINIMIZE, Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruner.median().every(0))
                .withMessageContaining("every(0)");
    }

    /** Completed trials, each with the same loss at steps 1 to 20. */
    private static History withLosses(double... losses) {
        List<TrialRecord> trials = new ArrayList<>();
        for (double loss : losses) {
            trials.add(Trials.completed(Trials.running(
                    trials.size(), DoubleStream.generate(() -> loss).limit(20).toArray())));
        }
        return Trials.history(trials);
    }
}
