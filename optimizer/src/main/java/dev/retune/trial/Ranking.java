package dev.retune.trial;

import dev.retune.trial.TrialRecord.State;

import java.util.Comparator;

/**
 * The order of trials that ended, from the best to the worst; values are losses, at one and the same resource. Completed
 * trials come first, by value; then pruned ones, those that came further first, and then by value; then those that break a
 * constraint, the least broken first; then failed ones, as which those without a finite value count.
 */
public final class Ranking {

    /** The best first; equals in any order. */
    public static final Comparator<TrialRecord> ORDER = Comparator.comparingInt(Ranking::rank)
            .thenComparingInt(t -> t.state() == State.PRUNED ? -t.lastStep() : 0)
            .thenComparingDouble(Ranking::violation)
            .thenComparingDouble(TrialRecord::value);

    private Ranking() {}

    private static int rank(TrialRecord trial) {
        if (!Double.isFinite(trial.value())) {
            return 3;
        }
        if (violation(trial) > 0) {
            return 2;
        }
        return trial.state() == State.PRUNED ? 1 : 0;
    }

    private static double violation(TrialRecord trial) {
        return trial.measurement()
                .map(m -> m.constraints().stream()
                        .mapToDouble(c -> Math.max(c, 0))
                        .sum())
                .orElse(0.0);
    }

    /** Whether the trial completed with a finite value and kept its constraints. */
    public static boolean isFeasible(TrialRecord trial) {
        return trial.state() == State.COMPLETED && rank(trial) == 0;
    }
}
