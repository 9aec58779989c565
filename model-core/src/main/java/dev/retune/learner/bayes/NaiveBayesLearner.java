package dev.retune.learner.bayes;

import dev.retune.data.FittedPreprocessing.Encoding;
import dev.retune.data.FittedPreprocessing.OneHot;
import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Map;

/**
 * Naive Bayes, for classes: {@code learner: naiveBayes}. Numeric columns have a normal distribution in each class,
 * categories their frequencies.
 *
 * <p>{@code varianceSmoothing}, added to the variances, of standardized columns; {@code smoothing}, how many rows of
 * each category are added to every class; {@code balance}: whether the prior probabilities of the classes are equal.
 */
public final class NaiveBayesLearner extends ClassicalLearner {

    private static final RealParameter VARIANCE_SMOOTHING = Parameter.real("varianceSmoothing", 1e-12, 1e6);
    private static final RealParameter SMOOTHING = Parameter.real("smoothing", 1e-12, 1e6);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("naiveBayes")
            .add(VARIANCE_SMOOTHING, 1e-9)
            .add(SMOOTHING, 1.0)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.real("varianceSmoothing", 1e-9, 10).log(),
            Parameter.real("smoothing", 0.01, 100).log(),
            ClassWeights.PARAMETER);

    /** For the service loader. */
    public NaiveBayesLearner() {
        super("naiveBayes", HYPERPARAMETERS, Map.of(Task.CLASSIFICATION, SPACE), NaiveBayesPredictor.FORMAT, null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        return PredictorTraining.once(() -> fit(
                examples,
                values.get(VARIANCE_SMOOTHING),
                values.get(SMOOTHING),
                ClassWeights.ofClasses(values, examples)));
    }

    private static NaiveBayesPredictor fit(
            TrainingRows examples, double varianceSmoothing, double smoothing, double[] balance) {
        int m = examples.classes();
        int p = examples.columns();
        double[] totals = examples.totals();
        double[] logPriors = new double[m];
        double[][] means = new double[m][p];
        double[][] variances = new double[m][p];
        for (int c = 0; c < m; c++) {
            logPriors[c] = Math.log(balance[c] * totals[c] / examples.size());
        }
        for (int i = 0; i < examples.size(); i++) {
            int c = examples.y()[i];
            for (int j = 0; j < p; j++) {
                means[c][j] += examples.weights()[i] * examples.x()[i][j] / totals[c];
            }
        }
        for (int i = 0; i < examples.size(); i++) {
            int c = examples.y()[i];
            for (int j = 0; j < p; j++) {
                double d = examples.x()[i][j] - means[c][j];
                variances[c][j] += examples.weights()[i] * d * d / totals[c];
            }
        }
        int column = 0;
        for (Encoding encoding : examples.preprocessing().encodings()) {
            int width = encoding.columns().size();
            for (int j = column; j < column + width; j++) {
                for (int c = 0; c < m; c++) {
                    if (encoding instanceof OneHot) {
                        double rows = means[c][j] * totals[c];
                        means[c][j] = Math.log((rows + smoothing) / (totals[c] + smoothing * width));
                        variances[c][j] = 0;
                    } else {
                        variances[c][j] += varianceSmoothing;
                    }
                }
            }
            column += width;
        }
        return new NaiveBayesPredictor(logPriors, means, variances);
    }
}
