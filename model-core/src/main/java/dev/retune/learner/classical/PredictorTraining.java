package dev.retune.learner.classical;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** A predictor in the making, step by step. */
public interface PredictorTraining {

    /** Makes the next step. */
    void advance();

    /** The predictor after the last step; later steps do not change it. */
    Predictor predictor();

    /** Goes on from a predictor that a growth of the same values, examples and seed had made in so many steps. */
    void restore(Predictor predictor, int steps);

    /** What training makes small, after the last step; NaN if there is no such number. */
    default double trainingLoss() {
        return Double.NaN;
    }

    /** A predictor that is made in one step. */
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
