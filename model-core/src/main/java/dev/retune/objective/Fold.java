package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.learner.Training;
import dev.retune.validation.Metric;

/** A training with the rows that it is scored on. */
final class Fold {

    private final int index;
    private final int of;
    private final Training training;
    private final Dataset validation;
    private final Metric metric;

    private int scored = -1;
    private double score;

    Fold(int index, int of, Training training, Dataset validation, Metric metric) {
        this.index = index;
        this.of = of;
        this.training = training;
        this.validation = validation;
        this.metric = metric;
    }

    /** Trains until that step is done. @return whether it is: false if the training ends before */
    boolean advanceTo(int step) {
        return FoldFailed.in(index, of, () -> {
            while (training.step() < step) {
                if (!training.advance()) {
                    return false;
                }
            }
            return true;
        });
    }

    double cost() {
        return training.cost();
    }

    /** The metric's score after the last step; computed once a step. */
    double score() {
        if (scored != training.step()) {
            score = FoldFailed.in(
                    index, of, () -> metric.score(validation, training.model().predict(validation)));
            scored = training.step();
        }
        return score;
    }

    byte[] checkpoint() {
        return training.checkpoint();
    }
}
