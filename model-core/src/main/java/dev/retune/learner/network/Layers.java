package dev.retune.learner.network;

import java.util.ArrayList;
import java.util.List;

/** The weights of a network, or a gradient of them: layers, and the same numbers as one list of rows. */
final class Layers {

    private final int[] widths;
    private final List<Layer> layers;
    private final float[][] rows;

    private Layers(int[] widths) {
        this.widths = widths;
        List<Layer> all = new ArrayList<>();
        List<float[]> allRows = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            Layer layer = Layer.zeros(widths[l - 1], widths[l], l == 1);
            all.add(layer);
            layer.addRowsTo(allRows);
        }
        layers = List.copyOf(all);
        rows = allRows.toArray(float[][]::new);
    }

    /** Zeros for a network of these widths: inputs, hidden layers, outputs. */
    static Layers zeros(int... widths) {
        return new Layers(widths.clone());
    }

    Layers zeros() {
        return new Layers(widths);
    }

    Layers copy() {
        Layers copy = zeros();
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, copy.rows[r], 0, rows[r].length);
        }
        return copy;
    }

    /** He's or Glorot's initial weights, by activation. */
    void initialize(Activation activation, SplitMix64 random) {
        for (int l = 0; l < size(); l++) {
            Layer layer = get(l);
            double bound = l < size() - 1
                    ? activation.initialBound(layer.inputs(), layer.outputs())
                    : Activation.glorotBound(layer.inputs(), layer.outputs());
            layer.initialize(bound, random);
        }
    }

    int size() {
        return layers.size();
    }

    Layer get(int l) {
        return layers.get(l);
    }

    int inputs() {
        return widths[0];
    }

    int outputs() {
        return widths[widths.length - 1];
    }

    int[] widths() {
        return widths.clone();
    }

    /** Whether no weight and no bias is infinite or NaN. */
    boolean isFinite() {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                sum += Math.abs(value);
            }
        }
        return Double.isFinite(sum);
    }

    /** Every row of weights and every bias vector, always in the same order; not a copy. */
    float[][] rows() {
        return rows;
    }
}
