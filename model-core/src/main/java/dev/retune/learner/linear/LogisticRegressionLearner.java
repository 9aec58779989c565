package dev.retune.learner.linear;

import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.learner.smile.Lbfgs;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Arrays;
import java.util.Map;

/**
 * Logistic regression, for classes: {@code learner: logisticRegression}.
 *
 * <p>{@code l2}, λ: the loss is the mean of -ln p of the true class plus λ/2 times the sum of the squared weights;
 * {@code balance}.
 */
public final class LogisticRegressionLearner extends ClassicalLearner {

    private static final RealParameter L2 = Parameter.real("l2", 0, 1e6);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("logisticRegression")
            .add(L2, 1e-3)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final SearchSpace SPACE =
            SearchSpace.of(Parameter.real("l2", 1e-6, 1).log(), ClassWeights.PARAMETER);

    /** Of the largest derivative, at which the search ends. */
    private static final double TOLERANCE = 1e-5;

    private static final int MOST_ITERATIONS = 1000;

    /** For the service loader. */
    public LogisticRegressionLearner() {
        super("logisticRegression", HYPERPARAMETERS, Map.of(Task.CLASSIFICATION, SPACE), LinearPredictor.FORMAT, null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        double[] weights = ClassWeights.ofRows(values, examples);
        int outputs = examples.classes() == 2 ? 1 : examples.classes();
        LogisticLoss loss = new LogisticLoss(examples.x(), examples.y(), weights, outputs, values.get(L2));
        return PredictorTraining.once(() -> fit(loss, outputs, examples.columns() + 1, seed));
    }

    private static LinearPredictor fit(LogisticLoss loss, int outputs, int width, long seed) {
        double[] v = Lbfgs.minimize(loss, outputs * width, TOLERANCE, MOST_ITERATIONS, seed);
        double[][] rows = new double[outputs][];
        Arrays.setAll(rows, k -> Arrays.copyOfRange(v, k * width, (k + 1) * width));
        return new LinearPredictor(rows, outputs == 1 ? Link.SIGMOID : Link.SOFTMAX);
    }
}
