package dev.retune.learner.network;

import dev.retune.learner.SealedBytes;

/**
 * A trained network. Immutable, and safe to share between threads. Predicts in plain Java, whichever arithmetic trained
 * it.
 */
final class Network {

    private static final String KIND = "network";
    private static final int BATCH = 256;

    private final Layers layers;
    private final Activation activation;
    private final Output output;

    /** Takes the layers over: nobody may change them afterwards. */
    Network(Layers layers, Activation activation, Output output) {
        this.layers = layers;
        this.activation = activation;
        this.output = output;
    }

    /** Length of a row of inputs. */
    int inputs() {
        return layers.inputs();
    }

    /** Length of a row of predictions. */
    int outputs() {
        return layers.outputs();
    }

    /** The number of weights and biases. */
    long parameters() {
        long count = 0;
        for (float[] row : layers.rows()) {
            count += row.length;
        }
        return count;
    }

    /**
     * Predicts: probabilities for {@link Output#SOFTMAX} and {@link Output#SIGMOID}, numbers for {@link Output#LINEAR}.
     *
     * @param inputs one row an example
     * @return one new row an example
     * @throws IllegalArgumentException if a row has the wrong length or a number is not finite
     */
    float[][] predict(float[][] inputs) {
        float[][] predictions = new float[inputs.length][];
        if (inputs.length == 0) {
            return predictions;
        }
        Examples.checkRows("Input", inputs);
        if (inputs[0].length != inputs()) {
            throw new IllegalArgumentException(
                    "Input rows have " + inputs[0].length + " columns but the network was trained on " + inputs());
        }
        int batch = Math.min(BATCH, inputs.length);
        Propagation propagation = new Propagation(layers, activation, output, 0, new JavaGemm(), batch);
        float[][] x = new float[batch][];
        float[][] noTargets = new float[batch][outputs()];
        float[] noWeights = new float[batch];
        for (int start = 0; start < inputs.length; start += batch) {
            int n = Math.min(batch, inputs.length - start);
            System.arraycopy(inputs, start, x, 0, n);
            propagation.forward(layers, x, noTargets, noWeights, n, null);
            for (int i = 0; i < n; i++) {
                predictions[start + i] = propagation.predictions()[i].clone();
            }
        }
        return predictions;
    }

    /**
     * Predicts the most probable class of each row; with one output, 1 where its probability is at least ½.
     *
     * @throws IllegalArgumentException if a row has the wrong length or a number is not finite
     * @throws IllegalStateException if the output is linear
     */
    int[] predictClasses(float[][] inputs) {
        if (output == Output.LINEAR) {
            throw new IllegalStateException("A network with LINEAR output predicts numbers, no classes: use predict");
        }
        float[][] probabilities = predict(inputs);
        int[] classes = new int[inputs.length];
        for (int i = 0; i < classes.length; i++) {
            float[] p = probabilities[i];
            if (p.length == 1) {
                classes[i] = p[0] >= 0.5f ? 1 : 0;
            } else {
                for (int j = 1; j < p.length; j++) {
                    if (p[j] > p[classes[i]]) {
                        classes[i] = j;
                    }
                }
            }
        }
        return classes;
    }

    /** The network as bytes, for {@link #fromBytes}. */
    byte[] toBytes() {
        return SealedBytes.seal(KIND, out -> {
            out.writeUTF(activation.name());
            out.writeUTF(output.name());
            NetworkCodec.writeLayers(out, layers);
        });
    }

    /**
     * The network that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no network, damaged, or from a newer version
     */
    static Network fromBytes(byte[] bytes) {
        return SealedBytes.open(KIND, bytes, in -> {
            Activation activation = Activation.valueOf(in.readUTF());
            Output output = Output.valueOf(in.readUTF());
            return new Network(NetworkCodec.readLayers(in), activation, output);
        });
    }

    /** The weights; not a copy. */
    Layers layers() {
        return layers;
    }
}
