package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.validation.Predictions;

/** A trained model. Immutable, and safe to share between threads. */
public interface Model {

    /** The schema of the training rows. */
    Schema schema();

    /**
     * Predicts each row: the probabilities of all classes of {@link #schema}, in their order, or a number. The target
     * of these rows is not read.
     *
     * @throws IllegalArgumentException if a feature is absent or of another type, or a row is too extreme to be
     *     predicted
     */
    Predictions predict(Dataset rows);

    /** The model as bytes, for {@link Learner#read}. */
    byte[] toBytes();
}
