package dev.retune.learner.xgboost;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.BinaryArrays;
import dev.retune.learner.Features;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.validation.Predictions;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a booster with the encoding of the features. A model of a running training predicts with the booster of
 * that training, up to its own round, because loading a booster from bytes takes longer than a round. After the
 * training is closed, or if the model was read, it loads one on first use.
 */
final class XgboostModel implements Model {

    static final String KIND = "xgboost model";

    private final Features features;
    private final byte[] bytes;
    private final int rounds; // 0 for all that the booster has
    private final @Nullable GrowingBooster growing;
    private @Nullable Booster booster;

    XgboostModel(Features features, byte[] bytes) {
        this(features, bytes, null, 0);
    }

    /** @param growing has these rounds, and may have more later */
    XgboostModel(Features features, byte[] bytes, @Nullable GrowingBooster growing, int rounds) {
        this.features = features;
        this.bytes = bytes;
        this.rounds = rounds;
        this.growing = rounds == 0 ? null : growing;
    }

    @Override
    public Schema schema() {
        return features.schema();
    }

    @Override
    public Predictions predict(Dataset rows) {
        float[][] outputs = XgboostCalls.run(() -> outputs(rows));
        if (schema().task() == Task.REGRESSION) {
            return Predictions.values(
                    Arrays.stream(outputs).mapToDouble(y -> y[0]).toArray());
        }
        return Predictions.probabilities(
                Arrays.stream(outputs).map(XgboostModel::distribution).toArray(double[][]::new));
    }

    private float[][] outputs(Dataset rows) throws XGBoostError {
        if (rows.size() == 0) {
            features.inputs(rows); // for its checks
            return new float[0][];
        }
        DMatrix matrix = TrainingMatrix.matrix(features, rows);
        try {
            Optional<float[][]> asked = growing == null ? Optional.empty() : growing.predict(matrix, rounds);
            return asked.isPresent() ? asked.get() : ofBytes(matrix);
        } finally {
            matrix.dispose(); // the garbage collector does not see how large it is
        }
    }

    /** Synchronized, because a booster keeps its last predictions. */
    private synchronized float[][] ofBytes(DMatrix matrix) throws XGBoostError {
        Booster made = booster;
        if (made == null) {
            try {
                made = XGBoost.loadModel(bytes);
            } catch (IOException e) {
                throw new XGBoostError("the model cannot be loaded", e);
            }
            made.setParam("nthread", 1);
            booster = made;
        }
        return made.predict(matrix, false, 0);
    }

    private static double[] distribution(float[] outputs) {
        if (outputs.length == 1) {
            return new double[] {1.0 - outputs[0], outputs[0]};
        }
        double[] p = new double[outputs.length];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = outputs[c];
            sum += p[c];
        }
        double total = sum;
        return Arrays.stream(p).map(value -> value / total).toArray();
    }

    @Override
    public byte[] toBytes() {
        return SealedBytes.seal(KIND, out -> {
            features.write(out);
            BinaryArrays.write(out, bytes);
        });
    }
}
