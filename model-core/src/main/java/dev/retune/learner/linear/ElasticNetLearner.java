package dev.retune.learner.linear;

import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Values;
import dev.retune.learner.classical.Growth;
import dev.retune.learner.classical.SmileLearner;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Map;

/**
 * The elastic net, for numbers: {@code learner: elasticNet}.
 *
 * <p>{@code lambda}: the cost is half the mean squared error plus λ times the penalty, of a standardized target and standardized
 * columns; {@code l1Ratio}, the lasso's share in the penalty, the rest is ridge's.
 */
public final class ElasticNetLearner extends SmileLearner {

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
        super("elasticNet", HYPERPARAMETERS, Map.of(Task.REGRESSION, SPACE), Linear.FORMAT, null);
    }

    @Override
    protected Growth grow(Values values, TrainingRows examples, long seed) {
        return Growth.once(() -> new LeastSquares(examples.x(), examples.target(), examples.weights())
                .elasticNet(values.get(LAMBDA), values.get(L1_RATIO)));
    }
}
