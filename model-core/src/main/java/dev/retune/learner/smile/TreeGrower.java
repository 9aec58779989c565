package dev.retune.learner.smile;

import smile.base.cart.CART;
import smile.base.cart.DecisionNode;
import smile.base.cart.Loss;
import smile.base.cart.RegressionNode;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.regression.RegressionTree;

import java.util.Arrays;

/** Grows Smile's trees, one at a time, on the same rows. */
final class TreeGrower {

    private static final StructField CLASS = new StructField("class", DataTypes.IntegerType);
    private static final StructField NUMBER = new StructField("number", DataTypes.DoubleType);

    private final DataFrame x;
    private final int[][] order;
    private final int maxDepth;
    private final int minLeaf;
    private final int featuresASplit;

    /**
     * @param maxDepth the most splits from the root to a leaf
     * @param minLeaf the least rows in a leaf, each as often as it counts
     * @param maxFeatures the share of columns among which each split is chosen
     */
    TreeGrower(double[][] x, int maxDepth, int minLeaf, double maxFeatures) {
        this.x = DataFrame.of(x);
        this.order = CART.order(this.x);
        this.maxDepth = maxDepth + 1; // Smile counts the levels
        this.minLeaf = minLeaf;
        this.featuresASplit = (int) Math.max(1, Math.round(maxFeatures * x[0].length));
    }

    /**
     * A tree whose leaves have the shares of the classes.
     *
     * @param counts how often each row counts
     */
    Tree classes(int[] y, int classes, int[] counts, long seed) {
        if (classes == 2) {
            // the mean of 0 and 1 is a share, and least squares is Gini's index: but Smile's trees of classes join
            // leaves
            // of the same majority, and pass over thresholds between values that both classes have
            double[] ones = Arrays.stream(y).asDoubleStream().toArray();
            RegressionTree tree = grow(Loss.ls(ones), counts, seed);
            return Tree.of(tree.root(), 0, 2, leaf -> {
                double share = Math.min(1, Math.max(0, ((RegressionNode) leaf).output()));
                return new double[] {1 - share, share};
            });
        }
        DecisionTree tree = DeterministicSmile.run(
                seed,
                () -> new DecisionTree(
                        x,
                        y,
                        CLASS,
                        classes,
                        SplitRule.GINI,
                        maxDepth,
                        Integer.MAX_VALUE,
                        minLeaf,
                        featuresASplit,
                        counts,
                        order));
        return Tree.of(tree.root(), 0, classes, leaf -> {
            int[] found = ((DecisionNode) leaf).count();
            return Link.shares(Arrays.stream(found).asDoubleStream().toArray());
        });
    }

    /** A tree with one value a leaf, as the loss says; it is added to that output. */
    Tree numbers(Loss loss, int[] counts, long seed, int output) {
        RegressionTree tree = grow(loss, counts, seed);
        return Tree.of(tree.root(), output, 1, leaf -> new double[] {((RegressionNode) leaf).output()});
    }

    private RegressionTree grow(Loss loss, int[] counts, long seed) {
        return DeterministicSmile.run(
                seed,
                () -> new RegressionTree(
                        x, loss, NUMBER, maxDepth, Integer.MAX_VALUE, minLeaf, featuresASplit, counts, order));
    }
}
