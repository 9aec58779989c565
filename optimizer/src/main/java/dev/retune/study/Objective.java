package dev.retune.study;

import dev.retune.trial.Measurement;

/** The function that a study minimizes or maximizes. May be called by several threads at once. */
@FunctionalInterface
public interface Objective {

    /**
     * Trains and scores.
     *
     * @throws Exception to fail this trial; the message becomes its reason
     */
    Measurement evaluate(Trial trial) throws Exception;

    /** An objective from code that returns a plain value: {@code Objective.of(trial -> train(trial.get(rate)))}. */
    static Objective of(Score score) {
        return trial -> Measurement.of(score.of(trial));
    }

    /** Trains and returns one number. */
    @FunctionalInterface
    interface Score {

        /** @throws Exception to fail this trial; the message becomes its reason */
        double of(Trial trial) throws Exception;
    }
}
