package dev.retune.strategy.halving;

import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.ArrayList;
import java.util.List;

/**
 * The ladder of resources, R·η⁻ˢ, …, R·η⁻¹, R with s = ⌊log_η(R / r)⌋ for a resource from r to R; whole numbers if r
 * and R are. There are two rungs at least, the first of which is r or more.
 *
 * @param levels ascending; the last is R
 */
record Rungs(int eta, List<Double> levels) {

    private static final double ROUNDING = 1e-9;

    static int checkedEta(int eta) {
        if (eta < 2) {
            throw new IllegalArgumentException(
                    "eta = %d: one in eta trials continues, so it needs 2 or more, such as 3".formatted(eta));
        }
        return eta;
    }

    static Rungs of(Resource resource, int eta, Object asking) {
        if (!resource.isFidelity()) {
            throw new IllegalArgumentException(
                    ("%s shares out a resource, but every trial of this study gets all of it: give the study a"
                                    + " resource, such as {name: epochs, min: 1, max: 50}, or take another strategy")
                            .formatted(asking.getClass().getSimpleName()));
        }
        double min = resource.min();
        double max = resource.max();
        boolean whole = min == Math.rint(min) && max == Math.rint(max);
        int s = Math.max(1, (int) Math.floor(Math.log(max / min) / Math.log(eta) + ROUNDING));
        List<Double> levels = new ArrayList<>();
        for (int i = s; i > 0; i--) {
            double level = max / Math.pow(eta, i);
            level = Math.max(min, whole ? Math.rint(level) : level);
            if (levels.isEmpty() || level > levels.get(levels.size() - 1)) {
                levels.add(level);
            }
        }
        levels.add(max);
        return new Rungs(eta, List.copyOf(levels));
    }

    int size() {
        return levels.size();
    }

    double level(int rung) {
        return levels.get(rung);
    }

    /** Whether a trial has the resource of a rung. */
    boolean isOn(int rung, TrialRecord trial) {
        return isAt(level(rung), trial);
    }

    static boolean isAt(double level, TrialRecord trial) {
        return Math.abs(trial.resource() - level) <= ROUNDING * level;
    }

    /** Whether a trial can go on to a higher rung; failed and pruned ones cannot. */
    static boolean isPromotable(TrialRecord trial) {
        return trial.state() == State.COMPLETED && Double.isFinite(trial.value());
    }
}
