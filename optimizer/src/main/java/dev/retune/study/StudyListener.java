package dev.retune.study;

import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

/**
 * Hears what happens to the trials of this process, on the thread on which it happens and after it is stored. What a
 * listener throws is logged and goes no further.
 */
public interface StudyListener {

    /** A trial was handed out. */
    default void started(TrialRecord trial) {}

    /** A trial reported an intermediate value. */
    default void reported(TrialRecord trial, Report report) {}

    /** A trial ended. */
    default void ended(TrialRecord trial) {}

    /** A trial was given back before its end, and waits again. */
    default void released(TrialRecord trial) {}
}
