package dev.retune.learner.classical;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Trains a predictor, step by step. */
public interface PredictorTraining {

    /** Makes the next step. */
    void advance();

    /** The predictor after the last step; later steps do not change it. */
    Predictor predictor();

    /** Resumes from a predictor that a training with the same hyperparameters, rows and seed made in so many steps. */
    void restore(Predictor predictor, int steps);

    /** The loss that training minimizes, after the last step; NaN if there is no such number. */
    default double trainingLoss() {
        return Double.NaN;
    }

    /** A training of a single step. */
    static PredictorTraining once(Supplier<Predictor> fit) {
        return new PredictorTraining() {
            private @Nullable Predictor made;

            @Override
            public void advance() {
                made = fit.get();
            }

            @Override
            public Predictor predictor() {
                if (made == null) {
                    throw new IllegalStateException("there is no model before the first step: advance first");
                }
                return made;
            }

            @Override
            public void restore(Predictor predictor, int steps) {
                made = predictor;
            }
        };
    }
}
