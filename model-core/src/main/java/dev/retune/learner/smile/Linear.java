package dev.retune.learner.smile;

import dev.retune.learner.Numbers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Weighted sums of the inputs.
 *
 * @param weights {@code [output][column]}, the last one of each output its intercept
 */
record Linear(double[][] weights, Link link) implements Predictor {

    static final String KIND = "linear";

    @Override
    public double[][] predict(double[][] x) {
        return Arrays.stream(x).map(row -> link.apply(sums(row))).toArray(double[][]::new);
    }

    private double[] sums(double[] x) {
        double[] sums = new double[weights.length];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = dot(weights[k], x) + weights[k][x.length];
        }
        return sums;
    }

    /** Over the columns of x. */
    static double dot(double[] w, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += w[j] * x[j];
        }
        return sum;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        Numbers.write(out, weights);
        out.writeUTF(link.name());
    }

    static Linear readContent(DataInputStream in) throws IOException {
        return new Linear(Numbers.readRows(in), Link.valueOf(in.readUTF()));
    }
}
