package dev.retune.pruning;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Records with the reports that a test needs. */
final class Trials {

    private static final Configuration ANY =
            SearchSpace.of(Parameter.real("x", 0, 1)).decode(new double[] {0.5});

    private Trials() {}

    /** A running trial that reported these losses at the steps 1, 2, … */
    static TrialRecord running(int number, double... losses) {
        TrialRecord trial =
                TrialRecord.waiting(number, ANY, 1, OptionalInt.empty()).started(Instant.EPOCH);
        for (int i = 0; i < losses.length; i++) {
            trial = trial.reported(new Report(i + 1, losses[i]));
        }
        return trial;
    }

    /** One that reported at these steps only. */
    static TrialRecord runningAt(int number, int[] steps, double[] losses) {
        TrialRecord trial = running(number);
        for (int i = 0; i < steps.length; i++) {
            trial = trial.reported(new Report(steps[i], losses[i]));
        }
        return trial;
    }

    /** It ended with its last report. */
    static TrialRecord completed(TrialRecord running) {
        return running.ended(Outcome.completed(last(running)), Instant.EPOCH);
    }

    /** It ended with the mean of its reports, its folds. */
    static TrialRecord completedFolds(TrialRecord running) {
        List<Double> folds = running.reports().stream().map(Report::value).toList();
        return running.ended(new Outcome.Completed(Measurement.ofFolds(folds)), Instant.EPOCH);
    }

    static TrialRecord pruned(TrialRecord running) {
        return running.ended(new Outcome.Pruned(Measurement.of(last(running)), "test"), Instant.EPOCH);
    }

    static TrialRecord failed(TrialRecord running) {
        return running.ended(new Outcome.Failed("test"), Instant.EPOCH);
    }

    static History history(List<TrialRecord> trials) {
        return History.ofLosses(Resource.WHOLE, trials);
    }

    private static double last(TrialRecord trial) {
        return trial.reports().isEmpty()
                ? Double.NaN
                : trial.reports().get(trial.reports().size() - 1).value();
    }
}
