package dev.retune.learner.classical;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.validation.Predictions;

/**
 * A predictor with the encoding that was fitted to the training rows.
 *
 * @param learner its name
 * @param cache shared by the models of a training
 */
record PredictorModel(String learner, MatrixEncoding encoding, Predictor predictor, PredictionCache cache)
        implements Model {

    static String kind(String learner) {
        return learner + " model";
    }

    @Override
    public Schema schema() {
        return encoding.schema();
    }

    @Override
    public Predictions predict(Dataset rows) {
        return encoding.predictions(
                predictor instanceof AdditivePredictor additive
                        ? cache.predict(additive, encoding, rows)
                        : predictor.predict(encoding.inputs(rows)));
    }

    @Override
    public byte[] toBytes() {
        return SealedBytes.seal(kind(learner), out -> {
            encoding.write(out);
            predictor.write(out);
        });
    }
}
