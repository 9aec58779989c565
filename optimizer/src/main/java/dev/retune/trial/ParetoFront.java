package dev.retune.trial;

import java.util.List;
import java.util.Optional;

/**
 * The feasible trials of a study with several targets which no other feasible trial dominates.
 *
 * @param trials by ascending number, only the first of equal ones; values are losses
 */
public record ParetoFront(List<TrialRecord> trials) {

    public ParetoFront {
        trials = List.copyOf(trials);
    }

    /** The front of a history. */
    public static ParetoFront of(History history) {
        return new ParetoFront(Ranking.front(history.trials()));
    }

    /**
     * A default compromise: the trial nearest to the ideal point, which consists of the smallest value of each loss,
     * after each loss is scaled to [0, 1] over the front; the earliest if several are equal. It depends on the front
     * only, not on the user's preferences.
     */
    public Optional<TrialRecord> recommended() {
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        double[][] losses = trials.stream().map(Ranking::losses).toArray(double[][]::new);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            double squares = 0;
            for (int target = 0; target < losses[i].length; target++) {
                double share = share(losses, i, target);
                squares += share * share;
            }
            if (squares < least) {
                least = squares;
                best = i;
            }
        }
        return Optional.of(trials.get(best));
    }

    /** The position of a loss between the smallest and the largest of the front, from 0 to 1. */
    private static double share(double[][] losses, int trial, int target) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] of : losses) {
            low = Math.min(low, of[target]);
            high = Math.max(high, of[target]);
        }
        double range = high / 2 - low / 2; // halved, so that it does not overflow
        return range > 0 ? (losses[trial][target] / 2 - low / 2) / range : 0;
    }
}
