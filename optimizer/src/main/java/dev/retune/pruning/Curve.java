package dev.retune.pruning;

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
     * The best loss up to a step: over the reports up to it, and the linear interpolation between the two reports
     * around it. After its last report a completed trial has its final loss. Nothing is known before the first report,
     * or after the last report of a stopped or running trial. An ended trial that violated a constraint is worse at all
     * steps than trials that may still satisfy it.
     *
     * @return the loss, {@code +∞} if only NaN was reported; NaN if nothing is known
     */
    static double bestUpTo(int step, TrialRecord trial, History history) {
        List<Report> reports = trial.reports();
        if (reports.isEmpty() || reports.get(0).step() > step) {
            return Double.NaN;
        }
        boolean isBroken = Ranking.violation(trial) > 0;
        double best = Double.POSITIVE_INFINITY;
        Report last = reports.get(0);
        for (Report report : reports) {
            if (report.step() > step) {
                double share = (double) (step - last.step()) / (report.step() - last.step());
                double between = least(best, last.value() + share * (report.value() - last.value()));
                return isBroken ? Double.POSITIVE_INFINITY : between;
            }
            best = least(best, report.value());
            last = report;
        }
        if (last.step() == step) {
            return isBroken ? Double.POSITIVE_INFINITY : best;
        }
        boolean whole = trial.resource() >= history.resource().max();
        return trial.state() == State.COMPLETED && whole
                ? isBroken ? Double.POSITIVE_INFINITY : least(best, trial.value())
                : Double.NaN;
    }

    /** The smaller value; NaN counts as the worst. */
    private static double least(double best, double value) {
        return value < best ? value : best;
    }
}
