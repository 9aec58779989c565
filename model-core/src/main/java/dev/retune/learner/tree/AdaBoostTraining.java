package dev.retune.learner.tree;

import dev.retune.internal.numerics.Randomness;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AdaBoost for several classes (SAMME: Zhu, Zou, Rosset and Hastie 2009, algorithm 2): each tree is grown with weights,
 * which are greater for rows that earlier trees misclassify, and votes with α = η (ln((1 - e)/e) + ln(K - 1)), where e
 * is the weight of its errors.
 */
final class AdaBoostTraining implements PredictorTraining {

    /** A tree without errors votes as if it had this one. */
    private static final double SMALLEST_ERROR = 1e-10;

    /** The resolution of the average weight, because Smile's trees take whole numbers. */
    private static final int PARTS = 1000;

    private final TrainingRows examples;
    private final TreeGrower grower;
    private final double learningRate;
    private final long seed;
    private final double[] weights; // of the rows, 1 in all
    private final List<Tree> trees = new ArrayList<>();

    /** @param counted the initial weight of each row */
    AdaBoostTraining(TrainingRows examples, TreeGrower grower, double[] counted, double learningRate, long seed) {
        this.examples = examples;
        this.grower = grower;
        this.learningRate = learningRate;
        this.seed = seed;
        this.weights = Link.shares(counted);
    }

    @Override
    public void advance() {
        int n = examples.size();
        double parts = Math.min(PARTS, Integer.MAX_VALUE / 2.0 / n) * n;
        int[] counts = Arrays.stream(weights)
                .mapToInt(w -> (int) Math.round(w * parts))
                .toArray();
        long treeSeed = Randomness.derive(seed, trees.size(), "adaBoost").nextLong();
        Tree shares = grower.classes(examples.y(), examples.classes(), counts, treeSeed);
        double error = error(shares);
        double alpha = learningRate
                * (Math.log((1 - error) / Math.max(error, SMALLEST_ERROR)) + Math.log(examples.classes() - 1.0));
        Tree vote = votes(shares, Math.max(alpha, 0));
        trees.add(vote);
        reweight(vote);
    }

    private double error(Tree tree) {
        double error = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!isRight(tree, i)) {
                error += weights[i];
            }
        }
        return error;
    }

    private boolean isRight(Tree tree, int row) {
        return winner(tree.values(), tree.leaf(examples.x()[row]), tree.width()) == examples.y()[row];
    }

    /** The same tree, each leaf of which votes α for its most frequent class. */
    private static Tree votes(Tree shares, double alpha) {
        double[] votes = new double[shares.values().length];
        for (int leaf = 0; leaf < votes.length; leaf += shares.width()) {
            votes[leaf + winner(shares.values(), leaf, shares.width())] = alpha;
        }
        return shares.with(votes);
    }

    private static int winner(double[] values, int from, int width) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            if (values[from + k] > values[from + best]) {
                best = k;
            }
        }
        return best;
    }

    private void reweight(Tree vote) {
        for (int i = 0; i < weights.length; i++) {
            int leaf = vote.leaf(examples.x()[i]);
            int winner = winner(vote.values(), leaf, vote.width());
            if (winner != examples.y()[i]) {
                weights[i] *= Math.exp(vote.values()[leaf + winner]);
            }
        }
        System.arraycopy(Link.shares(weights), 0, weights, 0, weights.length);
    }

    @Override
    public Predictor predictor() {
        return new TreeEnsemble(new double[examples.classes()], trees, false, Link.SHARE);
    }

    @Override
    public void restore(Predictor predictor, int steps) {
        for (Tree vote : ((TreeEnsemble) predictor).trees()) {
            trees.add(vote);
            reweight(vote);
        }
    }
}
