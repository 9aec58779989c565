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
 * Gradient boosting (Friedman 2001, algorithms 1, 5 and 6; rows are drawn for each tree as in Friedman 2002). A step is
 * one tree, or one for each of more than two classes.
 *
 * <p>With F the sums of the trees and p the probabilities that follow, a tree is fitted to the residuals r = y - p (r =
 * y - F of numbers), and the value of a leaf is a step of Newton's method, Σ r / Σ p(1 - p), or the mean of r of
 * numbers; of K > 2 classes (K - 1)/K Σ r / Σ |r|(1 - |r|). It is added times the learning rate.
 *
 * <p>Only the trees are Smile's, because Smile's own boosting cannot resume: pruning would save nothing, and a promoted
 * trial would start again.
 */
final class BoostingTraining implements PredictorTraining {

    private final TrainingRows examples;
    private final TreeGrower grower;
    private final int[] weights;
    private final double learningRate;
    private final double sampleFraction;
    private final long seed;

    private final double[] intercept;
    private final double[][] scores; // F by output and row
    private final List<Tree> trees = new ArrayList<>();
    private int steps;

    /**
     * @param weights of the rows
     * @param sampleFraction the share of rows drawn for each tree, without replacement
     */
    BoostingTraining(
            TrainingRows examples,
            TreeGrower grower,
            int[] weights,
            double learningRate,
            double sampleFraction,
            long seed) {
        this.examples = examples;
        this.grower = grower;
        this.weights = weights;
        this.learningRate = learningRate;
        this.sampleFraction = sampleFraction;
        this.seed = seed;
        this.intercept = intercept();
        this.scores = new double[intercept.length][examples.size()];
        for (int k = 0; k < intercept.length; k++) {
            Arrays.fill(scores[k], intercept[k]);
        }
    }

    /** The constant with the smallest loss: the mean, which is 0, or the logarithms of the classes' shares. */
    private double[] intercept() {
        if (examples.isRegression()) {
            return new double[1];
        }
        double[] totals = new double[examples.classes()];
        for (int i = 0; i < examples.size(); i++) {
            totals[examples.y()[i]] += weights[i];
        }
        double[] logs = Arrays.stream(totals).map(Math::log).toArray();
        return logs.length == 2 ? new double[] {logs[1] - logs[0]} : logs;
    }

    private Link link() {
        return examples.isRegression() ? Link.IDENTITY : intercept.length == 1 ? Link.SIGMOID : Link.SOFTMAX;
    }

    @Override
    public void advance() {
        RandomGenerator random = Randomness.derive(seed, steps, "boost");
        int[] counts = draw(random);
        Derivatives[] derivatives = derivatives();
        for (int k = 0; k < derivatives.length; k++) {
            Tree raw = grower.newtonSteps(
                    derivatives[k].residuals(), derivatives[k].curvatures(), counts, random.nextLong(), k);
            Tree tree = raw.with(
                    Arrays.stream(raw.values()).map(v -> learningRate * v).toArray());
            trees.add(tree);
            add(tree);
        }
        steps++;
    }

    private void add(Tree tree) {
        double[] ofOutput = scores[tree.output()];
        for (int i = 0; i < ofOutput.length; i++) {
            ofOutput[i] += tree.values()[tree.leaf(examples.x()[i])];
        }
    }

    private int[] draw(RandomGenerator random) {
        int n = examples.size();
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        int drawn = n;
        if (sampleFraction < 1) {
            Randomness.shuffle(rows, random);
            drawn = (int) Math.max(1, Math.round(sampleFraction * n));
        }
        int[] counts = new int[n];
        for (int i = 0; i < drawn; i++) {
            counts[rows[i]] = weights[rows[i]];
        }
        return counts;
    }

    /** Of the loss by one output, where the trees are now: the negative first ones and the second ones, one a row. */
    private record Derivatives(double[] residuals, double[] curvatures) {}

    private Derivatives[] derivatives() {
        int n = examples.size();
        int outputs = scores.length;
        double[][] residuals = new double[outputs][n];
        double[][] curvatures = new double[outputs][n];
        double factor = outputs > 1 ? (outputs - 1.0) / outputs : 1;
        for (int i = 0; i < n; i++) {
            double[] p = probabilities(i);
            for (int k = 0; k < outputs; k++) {
                double r = residual(i, k, p);
                double size = Math.abs(r);
                residuals[k][i] = r;
                curvatures[k][i] = examples.isRegression() ? 1 : size * (1 - size) / factor; // of two classes, p(1 - p)
            }
        }
        Derivatives[] derivatives = new Derivatives[outputs];
        Arrays.setAll(derivatives, k -> new Derivatives(residuals[k], curvatures[k]));
        return derivatives;
    }

    private double residual(int row, int output, double[] p) {
        if (examples.isRegression()) {
            return examples.target()[row] - p[0];
        }
        int y = examples.y()[row];
        return p.length == 2 ? y - p[1] : (y == output ? 1 : 0) - p[output];
    }

    private double[] probabilities(int row) {
        double[] sums = new double[scores.length];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = scores[k][row];
        }
        return link().apply(sums);
    }

    /** The mean of half the squared errors, of a standardized target, or of -ln p of the true class. */
    @Override
    public double trainingLoss() {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < examples.size(); i++) {
            double[] p = probabilities(i);
            if (examples.isRegression()) {
                double r = examples.target()[i] - p[0];
                sum += weights[i] * r * r / 2;
            } else {
                int y = examples.y()[i];
                sum -= weights[i] * Math.log(Math.max(p[y], Double.MIN_NORMAL));
            }
            total += weights[i];
        }
        return steps == 0 ? Double.NaN : sum / total;
    }

    @Override
    public Predictor predictor() {
        return new TreeEnsemble(intercept, trees, false, link());
    }

    @Override
    public void restore(Predictor predictor, int done) {
        trees.addAll(((TreeEnsemble) predictor).trees());
        trees.forEach(this::add);
        steps = done;
    }
}
