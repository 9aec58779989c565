package dev.retune.study;

import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

/**
 * Is notified of events of this process's trials, on the thread of the event and after it is stored. Exceptions of a
 * listener are logged and ignored.
 */
public interface StudyListener {

    /** A trial was assigned. */
    default void started(TrialRecord trial) {}

    /** A trial reported an intermediate value. */
    default void reported(TrialRecord trial, Report report) {}

    /** A trial ended. */
    default void ended(TrialRecord trial) {}

    /** A trial was released before its end, and waits again. */
    default void released(TrialRecord trial) {}
}
