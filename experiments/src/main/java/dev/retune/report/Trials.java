package dev.retune.report;

import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;

import java.time.Duration;

/** Facts of a trial that both tables and pages show. */
final class Trials {

    private Trials() {}

    /** How long it took; NaN while it has not ended. */
    static double seconds(TrialRecord trial) {
        return trial.started()
                .flatMap(start ->
                        trial.ended().map(end -> Duration.between(start, end).toMillis() / 1000.0))
                .orElse(Double.NaN);
    }

    /** Why it failed or was pruned; empty otherwise. */
    static String reason(TrialRecord trial) {
        Outcome end = trial.outcome().orElse(null);
        return end instanceof Outcome.Failed failed
                ? failed.reason()
                : end instanceof Outcome.Pruned pruned ? pruned.reason() : "";
    }
}
