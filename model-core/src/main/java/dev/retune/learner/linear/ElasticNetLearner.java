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
 * The elastic net, for numbers: {@code learner: elasticNet}.
 *
 * <p>{@code lambda}: the loss is half the mean squared error plus λ times the penalty, of a standardized target and
 * standardized columns; {@code l1Ratio}, the lasso's share in the penalty, the rest is ridge's.
 */
public final class ElasticNetLearner extends ClassicalLearner {

    private static final RealParameter LAMBDA = Parameter.real("lambda", 1e-12, 1e6);
    private static final RealParameter L1_RATIO = Parameter.real("l1Ratio", 0, 1);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("elasticNet")
            .add(LAMBDA, 0.01)
            .add(L1_RATIO, 0.5)
            .build();

    private static final SearchSpace SPACE =
            SearchSpace.of(Parameter.real("lambda", 1e-5, 1).log(), L1_RATIO);

    /** For the service loader. */
    public ElasticNetLearner() {
        super("elasticNet", HYPERPARAMETERS, Map.of(Task.REGRESSION, SPACE), LinearPredictor.FORMAT, null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        return PredictorTraining.once(() -> new LeastSquares(examples.x(), examples.target(), examples.weights())
                .elasticNet(values.get(LAMBDA), values.get(L1_RATIO)));
    }
}
