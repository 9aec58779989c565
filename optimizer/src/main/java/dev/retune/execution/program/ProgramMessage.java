package dev.retune.execution.program;

import dev.retune.trial.Measurement;

import java.util.Optional;
import java.util.OptionalDouble;

/** What a program says of its trial. */
sealed interface ProgramMessage {

    /** An intermediate value of a metric. */
    record Reported(int step, String metric, double value) implements ProgramMessage {}

    /** The score. */
    record Scored(Measurement measurement) implements ProgramMessage {}

    /** It has stopped early, as it was told to; it may say what it had reached. */
    record Pruned(Optional<Measurement> measurement) implements ProgramMessage {}

    /** It has failed, or did not understand. */
    record Failed(String reason, OptionalDouble cost) implements ProgramMessage {}
}
