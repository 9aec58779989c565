package dev.retune.pruning;

import dev.retune.internal.numerics.Randomness;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What every pruner keeps. Losses lie in [0, 2]: a pruner with a limit of its own takes one above. */
public abstract class PrunerContract {

    private static final int STEPS = 12;

    /** The pruner under test, eager enough to stop what {@link #hopeless} shows. */
    protected abstract Pruner pruner();

    /** What it should stop at the latest when all steps are reported, beside 20 trials with losses of 0.1 to 0.5. */
    protected double[] hopeless() {
        return IntStream.range(0, STEPS).mapToDouble(i -> 1.9).toArray();
    }

    @Test
    void reasonToStop_whenTrialIsHopeless_isGiven() {
        List<TrialRecord> others = others(1, 20);
        double[] losses = hopeless();

        boolean stopped = IntStream.rangeClosed(1, losses.length)
                .anyMatch(n -> stops(Trials.running(20, Arrays.copyOf(losses, n)), others));

        assertThat(stopped).isTrue();
    }

    @Test
    void reasonToStop_whenItIsTheOnlyTrial_isNone() {
        for (double[] losses : new double[][] {{}, {1}, {1, 0.5}, {0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}) {
            TrialRecord only = Trials.running(0, losses);
            assertThat(pruner().reasonToStop(only, Trials.history(List.of(only))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reasonToStop_whenTrialIsTheBestSoFar_isNone(long seed) {
        List<TrialRecord> others = others(seed, 20);
        for (int n = 1; n <= STEPS; n++) {
            double[] losses = IntStream.range(0, n).mapToDouble(i -> 0.05).toArray();
            assertThat(stops(Trials.running(20, losses), others)).isFalse();
        }
    }

    @Test
    void reasonToStop_whenNothingIsReported_isNone() {
        assertThat(stops(Trials.running(20), others(1, 20))).isFalse();
    }

    @Test
    void reasonToStop_whenAllValuesAreEqual_isNone() {
        double[] equal = IntStream.range(0, STEPS).mapToDouble(i -> 0.3).toArray();
        List<TrialRecord> others = IntStream.range(0, 20)
                .mapToObj(i -> Trials.completedFolds(Trials.running(i, equal)))
                .toList();
        for (int n = 1; n <= STEPS; n++) {
            assertThat(stops(Trials.running(20, Arrays.copyOf(equal, n)), others))
                    .isFalse();
        }
    }

    @Test
    void reasonToStop_whenReportsAreNaN_doesNotThrowAndSparesTheBest() {
        List<TrialRecord> others = new ArrayList<>(others(3, 20));
        for (int i = 0; i < 20; i += 2) {
            others.set(i, Trials.completed(Trials.running(i, Double.NaN, 0.2, Double.NaN, Double.POSITIVE_INFINITY)));
        }

        stops(Trials.running(20, Double.NaN), others);
        stops(Trials.running(20, 0.1, Double.NaN, 0.1), others);
        assertThat(stops(Trials.running(20, 0.05, 0.05, 0.05), others)).isFalse();
    }

    @Test
    void reasonToStop_whenOthersFailedOrRun_sparesTheBest() {
        List<TrialRecord> others = new ArrayList<>();
        for (TrialRecord trial : others(2, 40)) {
            int number = trial.number();
            TrialRecord bare = Trials.running(number, losses(trial));
            others.add(
                    number % 4 == 0
                            ? trial
                            : number % 4 == 1 ? Trials.failed(bare) : number % 4 == 2 ? bare : Trials.pruned(bare));
        }
        others.add(Trials.failed(Trials.running(40)));
        others.add(Trials.running(41));

        for (int n = 1; n <= STEPS; n++) {
            double[] losses = IntStream.range(0, n).mapToDouble(i -> 0.05).toArray();
            assertThat(stops(Trials.running(50, losses), others)).isFalse();
        }
    }

    @Test
    void reasonToStop_whenAllOthersFailed_isNone() {
        List<TrialRecord> others = IntStream.range(0, 20)
                .mapToObj(i -> Trials.failed(Trials.running(i)))
                .toList();

        assertThat(stops(Trials.running(20, 1.5, 1.5, 1.5, 1.5, 1.5), others)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reasonToStop_whateverTheOthersOrder_isTheSame(long seed) {
        List<TrialRecord> others = others(seed, 20);
        List<TrialRecord> renumbered = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            renumbered.add(Trials.completedFolds(Trials.running(others.size() - 1 - i, losses(others.get(i)))));
        }
        RandomGenerator random = Randomness.derive(seed, 0, "trial");
        for (int n = 1; n <= STEPS; n++) {
            double level = random.nextDouble(0.1, 0.7);
            TrialRecord trial = Trials.running(
                    20,
                    IntStream.range(0, n)
                            .mapToDouble(i -> level + 0.01 * random.nextGaussian())
                            .toArray());
            assertThat(stops(trial, renumbered)).isEqualTo(stops(trial, others));
        }
    }

    @Test
    void reasonToStop_whenAskedTwice_isTheSame() {
        List<TrialRecord> others = others(4, 20);
        TrialRecord trial = Trials.running(20, hopeless());

        assertThat(pruner().reasonToStop(trial, Trials.history(others)))
                .isEqualTo(pruner().reasonToStop(trial, Trials.history(others)));
    }

    private boolean stops(TrialRecord trial, List<TrialRecord> others) {
        List<TrialRecord> all = new ArrayList<>(others);
        all.add(trial);
        return pruner().reasonToStop(trial, Trials.history(all)).isPresent();
    }

    /** Completed trials with levels spread over 0.1 to 0.5. */
    static List<TrialRecord> others(long seed, int n) {
        RandomGenerator random = Randomness.derive(seed, n, "others");
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    double level = 0.1 + 0.4 * i / n;
                    double[] losses = IntStream.range(0, STEPS)
                            .mapToDouble(s -> level + 0.02 * random.nextDouble())
                            .toArray();
                    return Trials.completedFolds(Trials.running(i, losses));
                })
                .toList();
    }

    private static double[] losses(TrialRecord trial) {
        return trial.reports().stream().mapToDouble(Report::value).toArray();
    }
}
