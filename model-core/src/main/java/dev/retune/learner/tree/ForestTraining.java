package dev.retune.learner.tree;

import dev.retune.internal.numerics.Randomness;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random forest (Breiman 2001): each tree is grown on rows drawn with replacement, each split is chosen among some
 * columns only, and the trees' shares or numbers are averaged.
 */
final class ForestTraining implements PredictorTraining {

    private final TrainingRows examples;
    private final TreeGrower grower;
    private final int[] weights;
    private final double sampleFraction;
    private final long seed;
    private final List<Tree> trees = new ArrayList<>();

    /**
     * @param weights of the rows
     * @param sampleFraction how many rows a tree draws, as a share of all; 0 for all of them once, without drawing
     */
    ForestTraining(TrainingRows examples, TreeGrower grower, int[] weights, double sampleFraction, long seed) {
        this.examples = examples;
        this.grower = grower;
        this.weights = weights;
        this.sampleFraction = sampleFraction;
        this.seed = seed;
    }

    @Override
    public void advance() {
        RandomGenerator random = Randomness.derive(seed, trees.size(), "tree");
        int[] counts = draw(random);
        long treeSeed = random.nextLong();
        trees.add(
                examples.isRegression()
                        ? grower.means(examples.target(), counts, treeSeed)
                        : grower.classes(examples.y(), examples.classes(), counts, treeSeed));
    }

    private int[] draw(RandomGenerator random) {
        int n = examples.size();
        int[] counts = new int[n];
        if (sampleFraction == 0) {
            Arrays.fill(counts, 1);
        } else {
            for (long i = Math.max(1, Math.round(sampleFraction * n)); i > 0; i--) {
                counts[random.nextInt(n)]++;
            }
        }
        for (int i = 0; i < n; i++) {
            counts[i] *= weights[i];
        }
        return counts;
    }

    @Override
    public Predictor predictor() {
        return new TreeEnsemble(new double[Math.max(1, examples.classes())], trees, true, Link.IDENTITY);
    }

    @Override
    public void restore(Predictor predictor, int steps) {
        trees.addAll(((TreeEnsemble) predictor).trees());
    }
}
