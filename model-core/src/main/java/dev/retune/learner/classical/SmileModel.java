package dev.retune.learner.classical;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.validation.Predictions;

/**
 * A predictor with what its training rows taught about features and target.
 *
 * @param learner its name
 * @param memo shared by the models of one training
 */
record SmileModel(String learner, Frame frame, Predictor predictor, PredictionCache memo) implements Model {

    static String kind(String learner) {
        return learner + " model";
    }

    @Override
    public Schema schema() {
        return frame.schema();
    }

    @Override
    public Predictions predict(Dataset rows) {
        return frame.predictions(
                predictor instanceof AdditivePredictor additive
                        ? memo.predict(additive, frame, rows)
                        : predictor.predict(frame.inputs(rows)));
    }

    @Override
    public byte[] toBytes() {
        return SealedBytes.seal(kind(learner), out -> {
            frame.write(out);
            predictor.write(out);
        });
    }
}
