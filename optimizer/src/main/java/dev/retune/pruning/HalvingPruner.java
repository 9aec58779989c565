package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.util.List;
import java.util.Optional;

/**
 * Asynchronous successive halving by stopping (Li et al. 2020, section 3.3, in the stopping form): at the rungs, steps
 * r, r·η, r·η², …, a trial continues only if it is among the best 1/η of all trials that reached the rung so far,
 * itself included.
 *
 * @param first r
 * @param eta η
 */
record HalvingPruner(int first, int eta) implements Pruner {

    HalvingPruner {
        if (first < 1 || eta < 2) {
            throw new IllegalArgumentException(
                    "first = %d, eta = %d: the first rung needs to be step 1 or later, and eta 2 or more"
                            .formatted(first, eta));
        }
    }

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        List<Report> reports = running.reports();
        int before = reports.size() < 2 ? 0 : reports.get(reports.size() - 2).step();
        int rung = highestRung(running.lastStep());
        if (rung <= before) {
            return Optional.empty(); // this rung was passed earlier
        }
        double own = Curve.bestUpTo(running.lastStep(), running, history);
        double[] others = history.trials().stream()
                .filter(t -> t.number() != running.number())
                .mapToDouble(t -> Curve.bestUpTo(running.lastStep(), t, history))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        int n = others.length + 1;
        int ahead = 0;
        for (double other : others) {
            ahead += other < own ? 1 : 0;
        }
        if (n < eta || ahead < Math.max(n / eta, 1)) {
            return Optional.empty();
        }
        return Optional.of("On the rung at step %d it is number %d of %d, and one in %d continues"
                .formatted(rung, ahead + 1, n, eta));
    }

    /** The last rung at or before a step; 0 if there is none. */
    private int highestRung(int step) {
        if (step < first) {
            return 0;
        }
        long rung = first;
        while (rung * eta <= step) {
            rung *= eta;
        }
        return (int) rung;
    }
}
