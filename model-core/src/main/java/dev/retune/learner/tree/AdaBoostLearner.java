package dev.retune.learner.tree;

import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Map;

/**
 * AdaBoost of small trees, for classes: {@code learner: adaBoost}. A step is a tree.
 *
 * <p>{@code trees}; {@code learningRate}, the factor of each vote; {@code maxDepth}, the most splits above a leaf;
 * {@code balance}.
 */
public final class AdaBoostLearner extends ClassicalLearner {

    private static final IntParameter TREES = Parameter.integer("trees", 1, 100_000);
    private static final RealParameter LEARNING_RATE = Parameter.real("learningRate", 1e-6, 100);
    private static final IntParameter MAX_DEPTH = Parameter.integer("maxDepth", 1, 1000);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("adaBoost")
            .add(TREES, 50)
            .add(LEARNING_RATE, 1.0)
            .add(MAX_DEPTH, 1)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.integer("trees", 20, 200).log(),
            Parameter.real("learningRate", 0.05, 2).log(),
            Parameter.integer("maxDepth", 1, 10),
            ClassWeights.PARAMETER);

    /** For the service loader. */
    public AdaBoostLearner() {
        super("adaBoost", HYPERPARAMETERS, Map.of(Task.CLASSIFICATION, SPACE), TreeEnsemble.FORMAT, TREES);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        TreeGrower grower = new TreeGrower(examples.x(), values.get(MAX_DEPTH), 1, 1);
        return new AdaBoostTraining(
                examples, grower, ClassWeights.ofRows(values, examples), values.get(LEARNING_RATE), seed);
    }
}
