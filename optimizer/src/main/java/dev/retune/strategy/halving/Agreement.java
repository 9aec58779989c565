package dev.retune.strategy.halving;

import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How well the losses on each rung rank trials in the order of the last rung, by Kendall's τ over the trials that
 * reached the last rung (the ranking precision by which Hyper-Tune weighs its brackets, Li et al. 2022, arXiv
 * 2201.06834). Since only the best trials reach the last rung, it measures whether a rung distinguishes the best
 * trials, not whether it finds them.
 */
final class Agreement {

    private static final KendallsCorrelation TAU = new KendallsCorrelation();
    /** With fewer trials on the last rung, nothing is concluded. */
    private static final int ENOUGH = 6;
    /** Three of four pairs are in the right order. */
    private static final double AGREES = 0.5;

    private final Rungs rungs;
    private final List<TrialRecord> finalists;
    private final Map<Integer, TrialRecord> byNumber = new HashMap<>();

    Agreement(Rungs rungs, History history) {
        this.rungs = rungs;
        finalists = history.trials().stream()
                .filter(t -> rungs.isOn(rungs.size() - 1, t) && Rungs.isPromotable(t))
                .toList();
        history.trials().forEach(t -> byNumber.put(t.number(), t));
    }

    /**
     * The lowest rung that agrees with the last, or, if none below the last does, the one before it. The first while
     * there are too few trials to tell.
     */
    int lowest() {
        for (int rung = 0; rung < rungs.size() - 2; rung++) {
            if (agrees(rung)) {
                return rung;
            }
        }
        return rungs.size() - 2;
    }

    private boolean agrees(int rung) {
        List<Double> here = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (TrialRecord finalist : finalists) {
            TrialRecord trial = finalist;
            while (trial != null && !rungs.isOn(rung, trial)) {
                OptionalInt parent = trial.continues();
                trial = parent.isPresent() ? byNumber.get(parent.getAsInt()) : null;
            }
            if (trial != null && Rungs.isPromotable(trial)) {
                here.add(trial.value());
                there.add(finalist.value());
            }
        }
        return here.size() < ENOUGH
                || !(TAU.correlation(array(here), array(there)) < AGREES); // NaN where all are equal, which agrees
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
