package dev.retune.execution.program;

import dev.retune.trial.Measurement;

/** What a program says of its trial. */
sealed interface Said {

    /** An intermediate value. */
    record Reported(int step, double value) implements Said {}

    /** The score. */
    record Scored(Measurement measurement) implements Said {}

    /** It has stopped early, as it was told to. */
    record Pruned() implements Said {}

    /** It has failed, or did not understand. */
    record Failed(String reason) implements Said {}
}
