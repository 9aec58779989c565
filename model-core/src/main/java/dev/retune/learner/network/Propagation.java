package dev.retune.learner.network;

import org.jspecify.annotations.Nullable;

/** Forward and backward passes of mini-batches, with the scratch memory for them. For one thread at a time. */
final class Propagation {

    private final Activation activation;
    private final Output output;
    private final Gemm gemm;

    /** y of each layer: f(z), for the last one the predictions. */
    private final float[][][] activated;

    /** What the next layer sees: y, with dropout y · mask. */
    private final float[][][] passed;

    /** 0 where a unit is left out, 1 / (1 - dropout) elsewhere; null without dropout. */
    private final float @Nullable [][][] masks;

    private final float dropout;

    /** The derivative of the loss by z of each layer. */
    private final float[][][] deltas;

    /**
     * Scratch memory for batches of at most the given size.
     *
     * @param dropout the probability that a hidden unit is left out where {@link #forward} gets a source of randomness
     */
    Propagation(Layers layers, Activation activation, Output output, double dropout, Gemm gemm, int batchSize) {
        this.activation = activation;
        this.output = output;
        this.dropout = (float) dropout;
        this.gemm = gemm;
        activated = matrices(layers, batchSize);
        deltas = matrices(layers, batchSize);
        masks = dropout > 0 ? matrices(layers, batchSize) : null;
        passed = dropout > 0 ? matrices(layers, batchSize) : activated;
    }

    private static float[][][] matrices(Layers layers, int batchSize) {
        float[][][] matrices = new float[layers.size()][][];
        for (int l = 0; l < matrices.length; l++) {
            matrices[l] = new float[batchSize][layers.get(l).outputs()];
        }
        return matrices;
    }

    /**
     * Predicts the first n examples.
     *
     * @param x their inputs
     * @param t their targets
     * @param w their weights
     * @param random drops units out; null to keep them all, as for predictions
     * @return the sum of their losses, each times its weight
     */
    double forward(Layers layers, float[][] x, float[][] t, float[] w, int n, @Nullable SplitMix64 random) {
        int last = layers.size() - 1;
        float[][] in = x;
        for (int l = 0; l < last; l++) {
            Layer layer = layers.get(l);
            float[][] y = activated[l];
            layer.forward(gemm, in, y, n);
            for (int i = 0; i < n; i++) {
                activation.apply(y[i], layer.outputs());
            }
            if (masks != null && random != null) {
                dropOut(masks[l], y, passed[l], n, random);
                in = passed[l];
            } else {
                in = y;
            }
        }
        layers.get(last).forward(gemm, in, activated[last], n);
        double loss = 0;
        for (int i = 0; i < n; i++) {
            loss += w[i] * output.apply(activated[last][i], t[i], layers.outputs());
        }
        return loss;
    }

    /** The predictions of the last forward pass; overwritten by the next. */
    float[][] predictions() {
        return activated[activated.length - 1];
    }

    /**
     * Writes the gradient of the sum of losses divided by n of the last forward pass, which had these inputs, targets
     * and weights.
     */
    void backward(Layers layers, float[][] x, float[][] t, float[] w, int n, Layers gradient) {
        int last = layers.size() - 1;
        for (int i = 0; i < n; i++) {
            outputDelta(predictions()[i], t[i], deltas[last][i], w[i] / n);
        }
        for (int l = last; l > 0; l--) {
            Layer layer = layers.get(l);
            layer.gradient(gemm, passed[l - 1], deltas[l], n, gradient.get(l));
            layer.backward(gemm, deltas[l], deltas[l - 1], n);
            for (int i = 0; i < n; i++) {
                float[] delta = deltas[l - 1][i];
                activation.multiplyByDerivative(delta, activated[l - 1][i], layer.inputs());
                if (masks != null) {
                    multiply(delta, masks[l - 1][i], layer.inputs());
                }
            }
        }
        layers.get(0).gradient(gemm, x, deltas[0], n, gradient.get(0));
    }

    private static void outputDelta(float[] y, float[] t, float[] delta, float scale) {
        for (int j = 0; j < delta.length; j++) {
            delta[j] = scale * (y[j] - t[j]);
        }
    }

    private void dropOut(float[][] mask, float[][] y, float[][] to, int n, SplitMix64 random) {
        float kept = 1 / (1 - dropout);
        int threshold = Math.round(dropout * 0x1p24f);
        for (int i = 0; i < n; i++) {
            float[] maskRow = mask[i];
            for (int j = 0; j < maskRow.length; j++) {
                // The sign bit is set where the draw is at least the threshold; a branch would be mispredicted too
                // often.
                maskRow[j] = kept * ((threshold - 1 - random.next24Bits()) >>> 31);
            }
            System.arraycopy(y[i], 0, to[i], 0, maskRow.length);
            multiply(to[i], maskRow, maskRow.length);
        }
    }

    private static void multiply(float[] to, float[] by, int n) {
        for (int j = 0; j < n; j++) {
            to[j] *= by[j];
        }
    }
}
