package dev.retune.learner.classical;

import dev.retune.learner.BinaryArrays;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Predicts the same for each row. */
record ConstantPredictor(double[] outputs) implements Predictor {

    static final String KIND = "constant";

    @Override
    public double[][] predict(double[][] x) {
        return Arrays.stream(x).map(row -> outputs).toArray(double[][]::new);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, outputs);
    }

    static ConstantPredictor readContent(DataInputStream in) throws IOException {
        return new ConstantPredictor(BinaryArrays.readDoubles(in));
    }
}
