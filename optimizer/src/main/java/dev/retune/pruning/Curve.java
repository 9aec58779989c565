package dev.retune.pruning;

import dev.retune.internal.numerics.Interpolation;
import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.List;

/** The best loss of a trial up to a step, whether or not it reported there. */
final class Curve {

    private Curve() {}

    /**
     * The best loss up to a step: of the reports there and before, and of the straight line between the two reports
     * around it. After the last report of a completed trial it is its final loss; before the first report, and after
     * the last one of a pruned or running trial, it is unknown. An ended trial that violates a constraint counts as
     * worse than any other.
     *
     * @return the loss, {@code +∞} if all reports are NaN; NaN if it is unknown
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
                return least(best, Interpolation.between(last.value(), report.value(), share));
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

    /** The smaller one; NaN counts as the largest. */
    private static double least(double best, double value) {
        return value < best ? value : best;
    }
}
