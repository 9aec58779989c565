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
 * A random forest: {@code learner: randomForest}. A step is a tree.
 *
 * <p>{@code trees}; {@code maxDepth}, the most splits above a leaf; {@code minLeaf}, the least number of rows in a
 * leaf; {@code maxFeatures}, the share of columns among which each split is chosen; {@code sampleFraction}, how many
 * rows are drawn for a tree, with replacement, as a share of all; {@code balance}. The default space does not search
 * the number of trees: more are better, and it can be the study's resource.
 */
public final class RandomForestLearner extends ClassicalLearner {

    private static final IntParameter TREES = Parameter.integer("trees", 1, 100_000);
    private static final IntParameter MAX_DEPTH = Parameter.integer("maxDepth", 1, 1000);
    private static final IntParameter MIN_LEAF = Parameter.integer("minLeaf", 1, 1_000_000);
    private static final RealParameter MAX_FEATURES = Parameter.real("maxFeatures", 1e-6, 1);
    private static final RealParameter SAMPLE_FRACTION = Parameter.real("sampleFraction", 1e-6, 1);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("randomForest")
            .add(TREES, 100)
            .add(MAX_DEPTH, 40)
            .add(MIN_LEAF, 1)
            .add(MAX_FEATURES, 0.3)
            .add(SAMPLE_FRACTION, 1.0)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final SearchSpace NUMBERS = SearchSpace.of(
            Parameter.integer("maxDepth", 4, 40).log(),
            Parameter.integer("minLeaf", 1, 20).log(),
            Parameter.real("maxFeatures", 0.05, 1).log(),
            Parameter.real("sampleFraction", 0.3, 1));

    private static final SearchSpace CLASSES = SearchSpace.of(
            Parameter.integer("maxDepth", 4, 40).log(),
            Parameter.integer("minLeaf", 1, 20).log(),
            Parameter.real("maxFeatures", 0.05, 1).log(),
            Parameter.real("sampleFraction", 0.3, 1),
            ClassWeights.PARAMETER);

    /** For the service loader. */
    public RandomForestLearner() {
        super(
                "randomForest",
                HYPERPARAMETERS,
                Map.of(Task.CLASSIFICATION, CLASSES, Task.REGRESSION, NUMBERS),
                TreeEnsemble.FORMAT,
                TREES);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        IntegerWeights weights = IntegerWeights.of(values, examples);
        TreeGrower grower = new TreeGrower(
                examples.x(), values.get(MAX_DEPTH), weights.units(values.get(MIN_LEAF)), values.get(MAX_FEATURES));
        return new ForestTraining(examples, grower, weights.ofRow(), values.get(SAMPLE_FRACTION), seed);
    }
}
