package dev.retune.learner.linear;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorFormat;
import dev.retune.learner.classical.Vectors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Weighted sums of the inputs.
 *
 * @param weights {@code [output][column]}, the last one of each output its intercept
 */
record LinearPredictor(double[][] weights, Link link) implements Predictor {

    private static final String KIND = "linear";

    static final PredictorFormat FORMAT = new PredictorFormat(KIND, LinearPredictor::readContent);

    @Override
    public double[][] predict(double[][] x) {
        return Arrays.stream(x).map(row -> link.apply(sums(row))).toArray(double[][]::new);
    }

    private double[] sums(double[] x) {
        double[] sums = new double[weights.length];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Vectors.dot(weights[k], x) + weights[k][x.length];
        }
        return sums;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, weights);
        out.writeUTF(link.name());
    }

    private static LinearPredictor readContent(DataInputStream in) throws IOException {
        return new LinearPredictor(BinaryArrays.readRows(in), Link.valueOf(in.readUTF()));
    }
}
