package dev.retune.learner.smile;

import dev.retune.learner.Numbers;
import smile.base.cart.InternalNode;
import smile.base.cart.LeafNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * A decision tree in arrays: nodes in the order parent, then its left branch, then its right one.
 *
 * @param feature the column that an inner node asks about; -1 for a leaf
 * @param threshold of an inner node: the left branch, which is the next node, has values up to it
 * @param other of an inner node, its right branch; of a leaf, where its values begin
 * @param values of all leaves, side by side
 * @param output where a leaf's values are added
 * @param width how many values a leaf has
 */
record Tree(int[] feature, double[] threshold, int[] other, double[] values, int output, int width) {

    /** Adds the values of the leaf to which a row comes. */
    void addTo(double[] sums, double[] x) {
        int leaf = leaf(x);
        for (int k = 0; k < width; k++) {
            sums[output + k] += values[leaf + k];
        }
    }

    /** Where the values of the leaf begin to which a row comes. */
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

    /** From Smile's nodes, which split on numbers only. */
    static Tree of(Node root, int output, int width, Function<LeafNode, double[]> values) {
        int leaves = root.leafs();
        Builder builder = new Builder(2 * leaves - 1, leaves * width, values);
        builder.add(root);
        return new Tree(builder.feature, builder.threshold, builder.other, builder.values, output, width);
    }

    private static final class Builder {
        final int[] feature;
        final double[] threshold;
        final int[] other;
        final double[] values;
        final Function<LeafNode, double[]> ofLeaf;
        int nodes;
        int used;

        Builder(int nodes, int values, Function<LeafNode, double[]> ofLeaf) {
            this.feature = new int[nodes];
            this.threshold = new double[nodes];
            this.other = new int[nodes];
            this.values = new double[values];
            this.ofLeaf = ofLeaf;
        }

        void add(Node node) {
            int here = nodes++;
            if (node instanceof InternalNode inner) {
                feature[here] = inner.feature();
                threshold[here] = Threshold.of((OrdinalNode) inner);
                add(inner.trueChild());
                other[here] = nodes;
                add(inner.falseChild());
            } else {
                double[] own = ofLeaf.apply((LeafNode) node);
                feature[here] = -1;
                other[here] = used;
                System.arraycopy(own, 0, values, used, own.length);
                used += own.length;
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        Numbers.write(out, feature);
        Numbers.write(out, threshold);
        Numbers.write(out, other);
        Numbers.write(out, values);
        out.writeInt(output);
        out.writeInt(width);
    }

    static Tree read(DataInputStream in) throws IOException {
        return new Tree(
                Numbers.readInts(in),
                Numbers.readDoubles(in),
                Numbers.readInts(in),
                Numbers.readDoubles(in),
                in.readInt(),
                in.readInt());
    }
}
