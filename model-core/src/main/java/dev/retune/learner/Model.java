package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.validation.Predictions;

/** What was learned. Immutable, and safe to share between threads. */
public interface Model {

    /** The columns that it was trained on. */
    Schema schema();

    /**
     * Probabilities of all classes of {@link #schema}, in their order, or numbers; one row each, whatever the target says there.
     *
     * @throws IllegalArgumentException if a feature is absent or of another type, or a row is beyond what can be predicted
     */
    Predictions predict(Dataset rows);

    /** The model as bytes, for {@link Learner#read}. */
    byte[] toBytes();
}
