package dev.retune.learner.smile;

import smile.base.cart.InternalNode;
import smile.base.cart.LeafNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;

import java.util.function.Function;

/**
 * A tree that Smile has grown, in arrays: nodes in the order parent, then its left branch, then its right branch.
 *
 * @param feature the column that an inner node compares; -1 for a leaf
 * @param threshold of an inner node: the left branch, which is the next node, has values up to it
 * @param other of an inner node, its right branch; of a leaf, its number
 * @param leaves the values of each leaf
 */
public record GrownTree(int[] feature, double[] threshold, int[] other, double[][] leaves) {

    /** From Smile's nodes, which split on numbers only. */
    static GrownTree of(Node root, Function<LeafNode, double[]> values) {
        int leaves = root.leafs();
        Builder builder = new Builder(2 * leaves - 1, leaves, values);
        builder.add(root);
        return new GrownTree(builder.feature, builder.threshold, builder.other, builder.leaves);
    }

    private static final class Builder {
        final int[] feature;
        final double[] threshold;
        final int[] other;
        final double[][] leaves;
        final Function<LeafNode, double[]> values;
        int nodes;
        int used;

        Builder(int nodes, int leaves, Function<LeafNode, double[]> values) {
            this.feature = new int[nodes];
            this.threshold = new double[nodes];
            this.other = new int[nodes];
            this.leaves = new double[leaves][];
            this.values = values;
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
                feature[here] = -1;
                other[here] = used;
                leaves[used++] = values.apply((LeafNode) node);
            }
        }
    }
}
