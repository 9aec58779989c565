package dev.retune.execution.program;

import dev.retune.trial.Measurement;

import java.util.Optional;
import java.util.OptionalDouble;

/** A message of a program about its trial. */
sealed interface ProgramMessage {

    /** An intermediate value of a metric. */
    record ReportMessage(int step, String metric, double value) implements ProgramMessage {}

    /** The score. */
    record ScoreMessage(Measurement measurement) implements ProgramMessage {}

    /** It has stopped early, as requested; it may report its score so far. */
    record PrunedMessage(Optional<Measurement> measurement) implements ProgramMessage {}

    /** It has failed, or did not understand a message. */
    record FailureMessage(String reason, OptionalDouble cost) implements ProgramMessage {}
}
