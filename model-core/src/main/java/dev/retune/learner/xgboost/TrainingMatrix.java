package dev.retune.learner.xgboost;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.learner.Features;
import dev.retune.learner.RowWeights;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training rows in the format of XGBoost.
 *
 * @param objective the parameters that depend on the rows: loss, number of classes, base score
 */
record TrainingMatrix(DMatrix matrix, Map<String, Object> objective) {

    /** Of training rows with their weights; if balanced, all classes have the same total weight. */
    static TrainingMatrix of(Features features, Dataset data, boolean balanced) throws XGBoostError {
        DMatrix matrix = matrix(features, data);
        Map<String, Object> objective = new LinkedHashMap<>();
        double[] weights = RowWeights.of(data);
        if (data.task() == Task.REGRESSION) {
            double[] y = data.targetValues();
            matrix.setLabel(floats(y));
            if (data.isWeighted()) {
                matrix.setWeight(floats(weights));
            }
            objective.put("objective", "reg:squarederror");
            objective.put("base_score", Arrays.stream(y).average().orElseThrow());
            return new TrainingMatrix(matrix, objective);
        }
        int[] codes = data.targetCodes();
        matrix.setLabel(floats(Arrays.stream(codes).asDoubleStream().toArray()));
        if (balanced) {
            double[] factors = RowWeights.balancing(codes, weights, features.classes());
            Arrays.setAll(weights, i -> weights[i] * factors[codes[i]]);
        }
        if (balanced || data.isWeighted()) {
            matrix.setWeight(floats(weights));
        }
        objective.put("base_score", 0.5);
        if (features.classes() == 2) {
            objective.put("objective", "binary:logistic");
        } else {
            objective.put("objective", "multi:softprob");
            objective.put("num_class", features.classes());
        }
        return new TrainingMatrix(matrix, objective);
    }

    static DMatrix matrix(Features features, Dataset data) throws XGBoostError {
        float[][] x = features.inputs(data);
        int width = features.preprocessing().columns().size();
        float[] flat = new float[x.length * width];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x[i], 0, flat, i * width, width);
        }
        return new DMatrix(flat, x.length, width, Float.NaN);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
