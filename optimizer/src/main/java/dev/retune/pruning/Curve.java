package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.List;

/** What a trial had achieved at a step, whether or not it reported there. */
final class Curve {

    private Curve() {}

    /**
     * The best loss up to a step: of the reports there and before, and of the straight line between the two reports
     * around it. After its last report a completed trial has its final loss; before its first one, and after the last
     * of a trial that was stopped or still runs, nothing is known. A trial that ended and broke a constraint is behind
     * all that may still keep it, wherever it reported.
     *
     * @return the loss, {@code +∞} if all that was reported is NaN; NaN if nothing is known
     */
    static double bestUpTo(int step, TrialRecord trial, History history) {
        double best = reachedAt(step, trial, history);
        return !Double.isNaN(best) && Ranking.violation(trial) > 0 ? Double.POSITIVE_INFINITY : best;
    }

    /** The same, regardless of constraints. */
    private static double reachedAt(int step, TrialRecord trial, History history) {
        List<Report> reports = trial.reports();
        if (reports.isEmpty() || reports.get(0).step() > step) {
            return Double.NaN;
        }
        double best = Double.POSITIVE_INFINITY;
        Report last = reports.get(0);
        for (Report report : reports) {
            if (report.step() > step) {
                double share = (double) (step - last.step()) / (report.step() - last.step());
                return least(best, last.value() + share * (report.value() - last.value()));
            }
            best = least(best, report.value());
            last = report;
        }
        if (last.step() == step) {
            return best;
        }
        boolean whole = trial.resource() >= history.resource().max();
        return trial.state() == State.COMPLETED && whole ? least(best, trial.value()) : Double.NaN;
    }

    /** The smaller one; NaN counts for the worst. */
    private static double least(double best, double value) {
        return value < best ? value : best;
    }
}
