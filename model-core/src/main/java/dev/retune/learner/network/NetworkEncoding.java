package dev.retune.learner.network;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.Features;
import dev.retune.validation.Predictions;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Between rows of a data set and rows of a network, by what the training rows say.
 *
 * @param features how features become inputs
 * @param shift mean of a numeric target, 0 for classes
 * @param scale standard deviation of a numeric target, 1 for classes or where it is constant
 */
record NetworkEncoding(Features features, double shift, double scale) {

    /**
     * Learns from the training rows.
     *
     * @throws IllegalArgumentException if the target has a single class
     */
    static NetworkEncoding fit(Dataset training) {
        Features features = Features.fit(training);
        if (training.task() == Task.CLASSIFICATION) {
            return new NetworkEncoding(features, 0, 1);
        }
        double[] y = training.targetValues();
        double mean = Arrays.stream(y).average().orElseThrow();
        double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length;
        boolean constant = Arrays.stream(y).allMatch(v -> v == y[0]);
        return new NetworkEncoding(features, mean, constant ? 1 : Math.sqrt(variance));
    }

    Output output() {
        return schema().task() == Task.REGRESSION ? Output.LINEAR : classes() == 2 ? Output.SIGMOID : Output.SOFTMAX;
    }

    Schema schema() {
        return features.schema();
    }

    private int classes() {
        return features.classes();
    }

    float[][] inputs(Dataset rows) {
        return features.inputs(rows);
    }

    Examples examples(Dataset rows) {
        Examples examples = unweighted(rows);
        return rows.isWeighted() ? examples.weighted(rows.weights()) : examples;
    }

    private Examples unweighted(Dataset rows) {
        float[][] inputs = inputs(rows);
        return switch (output()) {
            case SOFTMAX -> Examples.ofClasses(inputs, rows.targetCodes(), classes());
            case SIGMOID ->
                Examples.ofNumbers(
                        inputs,
                        floats(Arrays.stream(rows.targetCodes())
                                .asDoubleStream()
                                .toArray()));
            case LINEAR ->
                Examples.ofNumbers(
                        inputs,
                        floats(Arrays.stream(rows.targetValues())
                                .map(y -> (y - shift) / scale)
                                .toArray()));
        };
    }

    Predictions predictions(float[][] outputs) {
        if (output() == Output.LINEAR) {
            return Predictions.values(Arrays.stream(outputs)
                    .mapToDouble(y -> y[0] * scale + shift)
                    .toArray());
        }
        double[][] probabilities = new double[outputs.length][];
        for (int row = 0; row < outputs.length; row++) {
            float[] y = outputs[row];
            double[] p = new double[classes()];
            if (y.length == 1) {
                p[0] = 1.0 - y[0];
                p[1] = y[0];
            } else {
                for (int c = 0; c < p.length; c++) {
                    p[c] = y[c];
                }
            }
            probabilities[row] = p;
        }
        return Predictions.probabilities(probabilities);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    void write(DataOutputStream out) throws IOException {
        features.write(out);
        out.writeDouble(shift);
        out.writeDouble(scale);
    }

    static NetworkEncoding read(DataInputStream in) throws IOException {
        return new NetworkEncoding(Features.read(in), in.readDouble(), in.readDouble());
    }
}
