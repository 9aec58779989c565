package dev.retune.strategy.auto;

import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.Arrays;

/**
 * Detects stagnation: over the last trials the smallest loss fell by less than a hundredth of its distance to the
 * median of the first ones. If that median still equals the smallest loss, as on a plateau, it is no standstill. Only
 * feasible trials count ({@link Ranking#isFeasible}), in the order of their numbers.
 */
final class Standstill {

    /** The number of last trials, and of first ones. */
    static final int WINDOW = 16;

    private static final double LEAST_GAIN = 0.01;

    private Standstill() {}

    static boolean of(History history) {
        double[] losses = history.trials().stream()
                .filter(Ranking::isFeasible)
                .mapToDouble(TrialRecord::value)
                .toArray();
        if (losses.length < 2 * WINDOW) {
            return false;
        }
        double[] first = Arrays.copyOf(losses, WINDOW);
        Arrays.sort(first);
        double before = least(losses, losses.length - WINDOW);
        double now = least(losses, losses.length);
        // halved, so that no difference overflows
        return before / 2 - now / 2 < LEAST_GAIN * (first[WINDOW / 2] / 2 - now / 2);
    }

    private static double least(double[] losses, int count) {
        return Arrays.stream(losses, 0, count).min().orElseThrow();
    }
}
