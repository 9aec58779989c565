package dev.retune.pruning;

import dev.retune.internal.numerics.Randomness;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class FoldRacingPrunerTest {

    private static final double ALPHA = 0.05;

    /** Fold noise of mean 0 and variance 1. */
    enum Noise {
        NORMAL(RandomGenerator::nextGaussian),
        UNIFORM(r -> r.nextDouble(-1, 1) * Math.sqrt(3)),
        LAPLACE(r -> r.nextExponential() * (r.nextBoolean() ? 1 : -1) / Math.sqrt(2)),
        SKEWED_RIGHT(r -> r.nextExponential() - 1),
        SKEWED_LEFT(r -> 1 - r.nextExponential()),
        /** Student's with 3 degrees of freedom. */
        HEAVY(r -> r.nextGaussian() / Math.sqrt(chiSquare3(r) / 3) / Math.sqrt(3)),
        /** One fold in 20 is a disaster. */
        SPIKES(r -> (r.nextInt(20) == 0 ? 4 : -4.0 / 19) / 0.918);

        private final ToDoubleFunction<RandomGenerator> draw;

        Noise(ToDoubleFunction<RandomGenerator> draw) {
            this.draw = draw;
        }

        private static double chiSquare3(RandomGenerator r) {
            double a = r.nextGaussian();
            double b = r.nextGaussian();
            double c = r.nextGaussian();
            return a * a + b * b + c * c;
        }
    }

    @ParameterizedTest
    @EnumSource
    void reasonToStop_whenTrialIsNoWorseThanTheIncumbent_isRarelyGivenHoweverOftenItLooks(Noise noise) {
        // the incumbent's folds are as they are; a trial no worse has differences of mean 0 with them
        int stopped = 0;
        int few = 0; // of 5 folds, beside 3 trials that tell the scale
        int n = 1000;
        for (int i = 0; i < n; i++) {
            RandomGenerator random = Randomness.derive(11, i, noise.name());
            stopped += foldsRun(noise, random, 10, 12, 0) < 10 ? 1 : 0;
            few += foldsRun(noise, random, 5, 3, 0) < 5 ? 1 : 0;
        }
        assertThat(few / (double) n).isLessThan(ALPHA);
        assertThat(stopped / (double) n).isLessThan(ALPHA);
    }

    @ParameterizedTest
    @EnumSource
    void reasonToStop_whenTrialIsClearlyWorse_isGivenAfterFewFolds(Noise noise) {
        double folds = IntStream.range(0, 200)
                .map(i -> foldsRun(noise, Randomness.derive(12, i, noise.name()), 10, 12, 5))
                .average()
                .orElseThrow();

        assertThat(folds).isLessThan(3);
    }

    @Test
    void reasonToStop_whenTrialIsFarWorse_isGivenAfterTwoFolds() {
        assertThat(foldsRun(Noise.NORMAL, Randomness.derive(13, 0, "far"), 10, 12, 50))
                .isEqualTo(2);
    }

    @Test
    void reasonToStop_whenFoldsAreHardForAll_comparesFoldByFold() {
        // differences between folds are 100 times those between trials
        List<TrialRecord> trials = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            double level = 0.01 * t;
            double wobble = 0.001 * t;
            trials.add(Trials.completedFolds(Trials.running(
                    t, 5 + level + wobble, 1 + level - wobble, 9 + level, 3 + level + wobble, 7 + level)));
        }
        History history = Trials.history(trials);

        assertThat(Pruner.foldRacing(ALPHA).reasonToStop(Trials.running(9, 5.1, 1.1, 9.1), history))
                .contains("Its 3 folds show that it is worse than trial 0");
        assertThat(Pruner.foldRacing(ALPHA).reasonToStop(Trials.running(9, 5.0, 1.0, 9.0), history))
                .isEmpty();
    }

    @Test
    void reasonToStop_whenTooFewTrialsTellTheScale_isNone() {
        List<TrialRecord> trials = IntStream.range(0, 3)
                .mapToObj(t -> Trials.completedFolds(Trials.running(t, 0.1 * t, 0.2 * t, 0.1)))
                .toList();

        assertThat(Pruner.foldRacing(ALPHA).reasonToStop(Trials.running(9, 5, 5), Trials.history(trials)))
                .isEmpty();
    }

    @Test
    void logEvidence_agreesWithTheFormula() {
        // python3 -c "
        // import numpy as np; from scipy.stats import t
        // x=np.array([1.5,-0.3,2.2]); mu=2.0**np.arange(9); w=.7**np.arange(9); w/=w.sum()
        // print(np.log(sum(w*[np.prod(t.pdf(x-m,4)/t.pdf(x,4)) for m in mu])))"
        assertThat(FoldRacingPruner.logEvidence(new double[] {3.0, -0.6, 4.4}, 2))
                .isCloseTo(0.5496763427623985, Offset.offset(1e-12));
    }

    /** After how many folds a trial that is worse by {@code shift} is stopped; all if it never is. */
    private static int foldsRun(Noise noise, RandomGenerator random, int folds, int others, double shift) {
        double[] incumbent = random.doubles(folds).toArray();
        List<TrialRecord> trials = new ArrayList<>();
        trials.add(Trials.completedFolds(Trials.running(0, incumbent)));
        for (int t = 1; t <= others; t++) {
            double level = 1 + t;
            trials.add(Trials.completedFolds(Trials.running(
                    t,
                    Arrays.stream(incumbent)
                            .map(f -> f + level + noise.draw.applyAsDouble(random))
                            .toArray())));
        }
        History history = Trials.history(trials);
        double[] scores = Arrays.stream(incumbent)
                .map(f -> f + shift + noise.draw.applyAsDouble(random))
                .toArray();
        for (int k = 1; k < folds; k++) {
            TrialRecord running = Trials.running(99, Arrays.copyOf(scores, k));
            if (Pruner.foldRacing(ALPHA).reasonToStop(running, history).isPresent()) {
                return k;
            }
        }
        return folds;
    }
}
