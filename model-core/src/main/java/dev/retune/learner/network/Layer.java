package dev.retune.learner.network;

import java.util.List;

/**
 * One dense layer, z = x·W + b, or the gradient of one. Its weights are rows that run along the outputs (row i belongs
 * to input i) or along the inputs (row j belongs to output j), whichever gives the products their longer inner loops.
 */
final class Layer {

    /** Fewer outputs than this make rows along the outputs too short to vectorise. */
    private static final int NARROW = 16;

    private final int inputs;
    private final int outputs;
    private final boolean rowsAlongInputs;
    private final float[][] weights;
    private final float[] bias;

    private Layer(int inputs, int outputs, boolean rowsAlongInputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.rowsAlongInputs = rowsAlongInputs;
        weights = rowsAlongInputs ? new float[outputs][inputs] : new float[inputs][outputs];
        bias = new float[outputs];
    }

    /** A layer of zeros. The first layer of a network needs no {@link #backward}, so its rows run along the outputs. */
    static Layer zeros(int inputs, int outputs, boolean first) {
        return new Layer(inputs, outputs, outputs < NARROW || (!first && outputs < inputs));
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** The rows of the weights, which regularisation applies to. */
    float[][] weights() {
        return weights;
    }

    /** One bias an output. */
    float[] bias() {
        return bias;
    }

    /** Weights uniform on (-bound, bound), biases 0. */
    void initialize(double bound, SplitMix64 random) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                float w = (float) (bound * (2 * random.nextFloat() - 1));
                if (rowsAlongInputs) {
                    weights[j][i] = w;
                } else {
                    weights[i][j] = w;
                }
            }
        }
    }

    /** z = x·W + b for n examples. */
    void forward(Gemm gemm, float[][] x, float[][] z, int n) {
        if (rowsAlongInputs) {
            gemm.multiplyRightTransposed(x, weights, z, n, inputs, outputs);
        } else {
            gemm.multiply(x, weights, z, n, inputs, outputs);
        }
        for (int i = 0; i < n; i++) {
            add(z[i], bias);
        }
    }

    /** The derivative by x, from delta, the derivative by z: delta·Wᵀ. */
    void backward(Gemm gemm, float[][] delta, float[][] dx, int n) {
        if (rowsAlongInputs) {
            gemm.multiply(delta, weights, dx, n, outputs, inputs);
        } else {
            gemm.multiplyRightTransposed(delta, weights, dx, n, outputs, inputs);
        }
    }

    /** Writes the derivative by W and b, xᵀ·delta and the sum of delta, into a gradient of this shape. */
    void gradient(Gemm gemm, float[][] x, float[][] delta, int n, Layer gradient) {
        if (rowsAlongInputs) {
            gemm.multiplyLeftTransposed(delta, x, gradient.weights, outputs, n, inputs);
        } else {
            gemm.multiplyLeftTransposed(x, delta, gradient.weights, inputs, n, outputs);
        }
        System.arraycopy(delta[0], 0, gradient.bias, 0, outputs);
        for (int i = 1; i < n; i++) {
            add(gradient.bias, delta[i]);
        }
    }

    void addRowsTo(List<float[]> rows) {
        rows.addAll(List.of(weights));
        rows.add(bias);
    }

    private static void add(float[] to, float[] from) {
        int n = Math.min(to.length, from.length);
        for (int j = 0; j < n; j++) {
            to[j] += from[j];
        }
    }
}
