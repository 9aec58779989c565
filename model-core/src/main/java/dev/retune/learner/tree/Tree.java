package dev.retune.learner.tree;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.smile.GrownTree;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * A decision tree in arrays: nodes in the order parent, then its left branch, then its right one.
 *
 * @param feature the column that an inner node compares; -1 for a leaf
 * @param threshold of an inner node: the left branch, which is the next node, has values up to it
 * @param other of an inner node, its right branch; of a leaf, where its values begin
 * @param values of all leaves, side by side
 * @param output the first output to which a leaf's values are added
 * @param width how many values a leaf has
 */
record Tree(int[] feature, double[] threshold, int[] other, double[] values, int output, int width) {

    /** Adds the values of the leaf that a row reaches. */
    void addTo(double[] sums, double[] x) {
        int leaf = leaf(x);
        for (int k = 0; k < width; k++) {
            sums[output + k] += values[leaf + k];
        }
    }

    /** Where the values of the leaf begin that a row reaches. */
    int leaf(double[] x) {
        int node = 0;
        while (feature[node] >= 0) {
            node = x[feature[node]] <= threshold[node] ? node + 1 : other[node];
        }
        return other[node];
    }

    /** The same with other values in the leaves. */
    Tree with(double[] newValues) {
        return new Tree(feature, threshold, other, newValues, output, width);
    }

    /**
     * A tree whose leaves have these values.
     *
     * @param width how many values a leaf has
     * @param values of a leaf, from what Smile has found there
     */
    static Tree of(GrownTree grown, int output, int width, UnaryOperator<double[]> values) {
        int[] other = grown.other().clone();
        for (int node = 0; node < other.length; node++) {
            if (grown.feature()[node] < 0) {
                other[node] *= width;
            }
        }
        double[] all = new double[grown.leaves().length * width];
        for (int leaf = 0; leaf < grown.leaves().length; leaf++) {
            System.arraycopy(values.apply(grown.leaves()[leaf]), 0, all, leaf * width, width);
        }
        return new Tree(grown.feature(), grown.threshold(), other, all, output, width);
    }

    void write(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, feature);
        BinaryArrays.write(out, threshold);
        BinaryArrays.write(out, other);
        BinaryArrays.write(out, values);
        out.writeInt(output);
        out.writeInt(width);
    }

    static Tree read(DataInputStream in) throws IOException {
        return new Tree(
                BinaryArrays.readInts(in),
                BinaryArrays.readDoubles(in),
                BinaryArrays.readInts(in),
                BinaryArrays.readDoubles(in),
                in.readInt(),
                in.readInt());
    }
}
