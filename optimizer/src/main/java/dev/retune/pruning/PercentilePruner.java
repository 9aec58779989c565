package dev.retune.pruning;

import dev.retune.internal.numerics.Interpolation;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.Optional;

/**
 * Stops a trial whose best loss so far is larger than a percentile of those of the ended trials at the same step; with
 * 50, the median stopping rule (Golovin et al. 2017, "Google Vizier", section 3.1.1, with best losses in place of
 * averages).
 */
record PercentilePruner(double percent) implements Pruner {

    /** With fewer trials, the percentile is too uncertain. */
    private static final int ENOUGH = 5;

    PercentilePruner {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException(
                    "percent = %s: it needs to lie between 0 and 100, such as 50 for the median".formatted(percent));
        }
    }

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        int step = running.lastStep();
        double[] others = history.trials().stream()
                .filter(t -> t.outcome().isPresent() && t.number() != running.number())
                .mapToDouble(t -> Curve.bestUpTo(step, t, history))
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (others.length < ENOUGH || Curve.bestUpTo(step, running, history) <= percentile(others)) {
            return Optional.empty();
        }
        return Optional.of("At step %d it is behind the %s of %d trials"
                .formatted(step, percent == 50 ? "median" : "best " + percent + " %", others.length));
    }

    /** By linear interpolation between the order statistics. */
    private double percentile(double[] sorted) {
        double position = percent / 100 * (sorted.length - 1);
        double low = sorted[(int) position];
        double high = sorted[Math.min((int) position + 1, sorted.length - 1)];
        double share = position - (int) position;
        return Interpolation.between(low, high, share);
    }
}
