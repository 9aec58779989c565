package dev.retune.learner.linear;

import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Map;

/**
 * Ridge regression, for numbers: {@code learner: ridge}.
 *
 * <p>{@code lambda}: the loss is half the mean squared error plus half λ times the sum of the squared weights, of a
 * standardized target and standardized columns.
 */
public final class RidgeLearner extends ClassicalLearner {

    private static final RealParameter LAMBDA = Parameter.real("lambda", 1e-12, 1e6);

    private static final Hyperparameters HYPERPARAMETERS =
            Hyperparameters.of("ridge").add(LAMBDA, 0.01).build();

    private static final SearchSpace SPACE =
            SearchSpace.of(Parameter.real("lambda", 1e-6, 10).log());

    /** For the service loader. */
    public RidgeLearner() {
        super("ridge", HYPERPARAMETERS, Map.of(Task.REGRESSION, SPACE), LinearPredictor.FORMAT, null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        return PredictorTraining.once(
                () -> new LeastSquares(examples.x(), examples.target(), examples.weights()).ridge(values.get(LAMBDA)));
    }
}
