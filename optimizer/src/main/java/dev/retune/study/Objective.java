package dev.retune.study;

import dev.retune.trial.Measurement;

/** What a study makes small or large. May be called by several threads at once. */
@FunctionalInterface
public interface Objective {

    /**
     * Trains and scores.
     *
     * @throws Exception to fail this trial; the message becomes its reason
     */
    Measurement evaluate(Trial trial) throws Exception;

    /** Code of your own that gives a plain value: {@code Objective.of(trial -> train(trial.get(rate)))}. */
    static Objective of(Score score) {
        return trial -> Measurement.of(score.of(trial));
    }

    /** Trains and gives one number. */
    @FunctionalInterface
    interface Score {

        /** @throws Exception to fail this trial; the message becomes its reason */
        double of(Trial trial) throws Exception;
    }
}
