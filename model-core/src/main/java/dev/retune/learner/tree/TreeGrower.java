package dev.retune.learner.tree;

import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Vectors;
import dev.retune.learner.smile.SmileTrees;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Grows trees, one at a time, on the same rows. */
final class TreeGrower {

    private final SmileTrees trees;

    /**
     * @param maxDepth the most splits from the root to a leaf
     * @param minLeaf the least weight of the rows in a leaf
     * @param maxFeatures the share of columns among which each split is chosen
     */
    TreeGrower(double[][] x, int maxDepth, int minLeaf, double maxFeatures) {
        this.trees = new SmileTrees(x, maxDepth, minLeaf, maxFeatures);
    }

    /**
     * A tree whose leaves have the shares of the classes.
     *
     * @param counts the weight of each row
     */
    Tree classes(int[] y, int classes, int[] counts, long seed) {
        if (classes == 2) {
            // The mean of 0 and 1 is a share, and least squares is Gini's index; but Smile's trees of classes join
            // leaves of
            // the same majority, and pass over thresholds between values that both classes have.
            double[] ones = Arrays.stream(y).asDoubleStream().toArray();
            return Tree.of(trees.means(ones, counts, seed), 0, 2, mean -> {
                double share = Vectors.clamp(mean[0], 0, 1);
                return new double[] {1 - share, share};
            });
        }
        return Tree.of(trees.classes(y, classes, counts, seed), 0, classes, Link::shares);
    }

    /** A tree of numbers, whose leaves have the means of their rows. */
    Tree means(double[] y, int[] counts, long seed) {
        return Tree.of(trees.means(y, counts, seed), 0, 1, UnaryOperator.identity());
    }

    /** A tree fitted to residuals r with curvatures h, whose leaves have the values Σ r / Σ h, for that output. */
    Tree newtonSteps(double[] residuals, double[] curvatures, int[] counts, long seed, int output) {
        return Tree.of(trees.newtonSteps(residuals, curvatures, counts, seed), output, 1, UnaryOperator.identity());
    }
}
