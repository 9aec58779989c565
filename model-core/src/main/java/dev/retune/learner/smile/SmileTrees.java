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
public final class SmileTrees {

    private static final StructField CLASS = new StructField("class", DataTypes.IntegerType);
    private static final StructField NUMBER = new StructField("number", DataTypes.DoubleType);

    private final DataFrame x;
    private final int[][] order;
    private final int maxDepth;
    private final int minLeaf;
    private final int featuresASplit;

    /**
     * @param maxDepth the most splits from the root to a leaf
     * @param minLeaf the least weight of the rows in a leaf
     * @param maxFeatures the share of columns among which each split is chosen
     */
    public SmileTrees(double[][] x, int maxDepth, int minLeaf, double maxFeatures) {
        this.x = DataFrame.of(x);
        this.order = CART.order(this.x);
        this.maxDepth = maxDepth + 1; // Smile counts the levels
        this.minLeaf = minLeaf;
        this.featuresASplit = (int) Math.max(1, Math.round(maxFeatures * x[0].length));
    }

    /**
     * A tree of classes, by Gini's index. A leaf's values are the weights of the classes in it.
     *
     * @param counts the weight of each row
     */
    public GrownTree classes(int[] y, int classes, int[] counts, long seed) {
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
        return GrownTree.of(
                tree.root(),
                leaf -> Arrays.stream(((DecisionNode) leaf).count())
                        .asDoubleStream()
                        .toArray());
    }

    /** A tree of numbers, by least squares. A leaf's value is the mean of its rows. */
    public GrownTree means(double[] y, int[] counts, long seed) {
        return numbers(Loss.ls(y), counts, seed);
    }

    /**
     * A tree fitted to residuals by least squares. A leaf's value is the sum of its residuals over that of its
     * curvatures.
     */
    public GrownTree newtonSteps(double[] residuals, double[] curvatures, int[] counts, long seed) {
        return numbers(new NewtonLoss(residuals, curvatures), counts, seed);
    }

    private GrownTree numbers(Loss loss, int[] counts, long seed) {
        RegressionTree tree = DeterministicSmile.run(
                seed,
                () -> new RegressionTree(
                        x, loss, NUMBER, maxDepth, Integer.MAX_VALUE, minLeaf, featuresASplit, counts, order));
        return GrownTree.of(tree.root(), leaf -> new double[] {((RegressionNode) leaf).output()});
    }
}
