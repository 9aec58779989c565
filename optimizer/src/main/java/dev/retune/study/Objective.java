package dev.retune.study;

import dev.retune.trial.Measurement;

import java.util.function.ToDoubleFunction;

/** What a study makes small or large. May be called by several threads at once. */
@FunctionalInterface
public interface Objective {

    /**
     * Trains and scores.
     *
     * @throws Exception to fail this trial; the message becomes its reason
     */
    Measurement evaluate(Trial trial) throws Exception;

    /** An objective with a plain value. */
    static Objective of(ToDoubleFunction<Trial> function) {
        return trial -> Measurement.of(function.applyAsDouble(trial));
    }
}
