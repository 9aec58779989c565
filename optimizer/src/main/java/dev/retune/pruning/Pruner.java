package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.Optional;

/**
 * Decides whether a running trial is worth going on. A function of what it is shown: the same two give the same answer.
 * Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface Pruner {

    /**
     * Why the trial should stop now, or nothing if it should go on. Asked after each report.
     *
     * @param running the trial, its reports up to and including the new one, with losses as values
     * @param history all trials of the study, with losses as values
     */
    Optional<String> reasonToStop(TrialRecord running, History history);

    /** Never stops a trial. */
    static Pruner none() {
        return NoPruner.NONE;
    }
}
