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
import dev.retune.space.SearchSpace;

import java.util.Map;

/**
 * A single decision tree: {@code learner: decisionTree}.
 *
 * <p>{@code maxDepth}, the most splits above a leaf; {@code minLeaf}, the least number of rows in a leaf;
 * {@code balance}.
 */
public final class DecisionTreeLearner extends ClassicalLearner {

    private static final IntParameter MAX_DEPTH = Parameter.integer("maxDepth", 1, 1000);
    private static final IntParameter MIN_LEAF = Parameter.integer("minLeaf", 1, 1_000_000);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("decisionTree")
            .add(MAX_DEPTH, 30)
            .add(MIN_LEAF, 1)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final IntParameter DEPTHS =
            Parameter.integer("maxDepth", 2, 30).log();
    private static final IntParameter LEAVES =
            Parameter.integer("minLeaf", 1, 100).log();

    /** For the service loader. */
    public DecisionTreeLearner() {
        super(
                "decisionTree",
                HYPERPARAMETERS,
                Map.of(
                        Task.CLASSIFICATION,
                        SearchSpace.of(DEPTHS, LEAVES, ClassWeights.PARAMETER),
                        Task.REGRESSION,
                        SearchSpace.of(DEPTHS, LEAVES)),
                TreeEnsemble.FORMAT,
                null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        IntegerWeights weights = IntegerWeights.of(values, examples);
        TreeGrower grower = new TreeGrower(examples.x(), values.get(MAX_DEPTH), weights.units(values.get(MIN_LEAF)), 1);
        return new ForestTraining(examples, grower, weights.ofRow(), 0, seed);
    }
}
