package dev.retune.learner.linear;

import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.learner.classical.Vectors;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;

import java.util.Map;

/**
 * Linear discriminant analysis, for classes: {@code learner: lda}. Smile's needs native libraries.
 *
 * <p>{@code shrinkage}, s: the covariance C within the classes becomes (1 - s) C + s t I, where t is the mean of its
 * diagonal; {@code balance}: whether the prior probabilities are equal, or the frequencies of the training rows.
 */
public final class LdaLearner extends ClassicalLearner {

    private static final RealParameter SHRINKAGE = Parameter.real("shrinkage", 0, 1);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("lda")
            .add(SHRINKAGE, 1e-3)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final SearchSpace SPACE =
            SearchSpace.of(Parameter.real("shrinkage", 1e-5, 1).log(), ClassWeights.PARAMETER);

    /** Added to the diagonal, so that columns that follow from others do no harm; columns have variance 1. */
    private static final double RIDGE = 1e-9;

    /** For the service loader. */
    public LdaLearner() {
        super("lda", HYPERPARAMETERS, Map.of(Task.CLASSIFICATION, SPACE), LinearPredictor.FORMAT, null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        return PredictorTraining.once(
                () -> fit(examples, values.get(SHRINKAGE), ClassWeights.ofClasses(values, examples)));
    }

    /** w = C⁻¹ μ and b = ln π - μ·w / 2 for each class of mean μ and probability π. */
    private static LinearPredictor fit(TrainingRows examples, double shrinkage, double[] balance) {
        int p = examples.columns();
        double[] totals = examples.totals();
        double[][] means = means(examples, totals);
        DecompositionSolver solver = new CholeskyDecomposition(
                        new Array2DRowRealMatrix(covariance(examples, means, shrinkage), false), 1e-10, 0)
                .getSolver();
        double[][] weights = new double[means.length][p + 1];
        for (int c = 0; c < means.length; c++) {
            double[] w = solver.solve(new ArrayRealVector(means[c])).toArray();
            System.arraycopy(w, 0, weights[c], 0, p);
            weights[c][p] = Math.log(balance[c] * totals[c] / examples.size()) - Vectors.dot(w, means[c]) / 2;
        }
        return new LinearPredictor(weights, Link.SOFTMAX);
    }

    private static double[][] means(TrainingRows examples, double[] totals) {
        double[][] means = new double[totals.length][examples.columns()];
        for (int i = 0; i < examples.size(); i++) {
            int c = examples.y()[i];
            for (int j = 0; j < means[c].length; j++) {
                means[c][j] += examples.weights()[i] * examples.x()[i][j] / totals[c];
            }
        }
        return means;
    }

    private static double[][] covariance(TrainingRows examples, double[][] means, double shrinkage) {
        int n = examples.size();
        int p = examples.columns();
        double[][] covariance = new double[p][p];
        double[] centred = new double[p];
        for (int i = 0; i < n; i++) {
            double[] mean = means[examples.y()[i]];
            double weight = examples.weights()[i];
            for (int j = 0; j < p; j++) {
                centred[j] = examples.x()[i][j] - mean[j];
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += weight * centred[j] * centred[k] / n;
                }
            }
        }
        double trace = 0;
        for (int j = 0; j < p; j++) {
            trace += covariance[j][j];
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                covariance[j][k] *= 1 - shrinkage;
                covariance[k][j] = covariance[j][k];
            }
            covariance[j][j] += shrinkage * trace / p + RIDGE;
        }
        return covariance;
    }
}
