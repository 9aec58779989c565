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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gradient boosting of trees: {@code learner: gradientBoosting}. A step is a tree, or one for each of more than two
 * classes.
 *
 * <p>{@code trees}; {@code learningRate}; {@code maxDepth}, the most splits above a leaf; {@code minLeaf}, the least
 * number of rows in a leaf; {@code maxFeatures}, the share of columns among which each split is chosen;
 * {@code sampleFraction}, the share of rows drawn for a tree; {@code balance}. The loss is logistic, or squared for
 * numbers.
 */
public final class GradientBoostingLearner extends ClassicalLearner {

    private static final IntParameter TREES = Parameter.integer("trees", 1, 100_000);
    private static final RealParameter LEARNING_RATE = Parameter.real("learningRate", 1e-6, 1);
    private static final IntParameter MAX_DEPTH = Parameter.integer("maxDepth", 1, 1000);
    private static final IntParameter MIN_LEAF = Parameter.integer("minLeaf", 1, 1_000_000);
    private static final RealParameter MAX_FEATURES = Parameter.real("maxFeatures", 1e-6, 1);
    private static final RealParameter SAMPLE_FRACTION = Parameter.real("sampleFraction", 1e-6, 1);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("gradientBoosting")
            .add(TREES, 100)
            .add(LEARNING_RATE, 0.1)
            .add(MAX_DEPTH, 3)
            .add(MIN_LEAF, 1)
            .add(MAX_FEATURES, 1.0)
            .add(SAMPLE_FRACTION, 1.0)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final List<Parameter<?>> SEARCHED = List.of(
            Parameter.integer("trees", 50, 300).log(),
            Parameter.real("learningRate", 0.02, 0.3).log(),
            Parameter.integer("maxDepth", 2, 8),
            Parameter.integer("minLeaf", 1, 50).log(),
            Parameter.real("maxFeatures", 0.2, 1),
            Parameter.real("sampleFraction", 0.5, 1));

    /** For the service loader. */
    public GradientBoostingLearner() {
        super(
                "gradientBoosting",
                HYPERPARAMETERS,
                Map.of(Task.CLASSIFICATION, classes(), Task.REGRESSION, space(SEARCHED)),
                TreeEnsemble.FORMAT,
                TREES);
    }

    private static SearchSpace classes() {
        List<Parameter<?>> all = new ArrayList<>(SEARCHED);
        all.add(ClassWeights.PARAMETER);
        return space(all);
    }

    private static SearchSpace space(List<Parameter<?>> parameters) {
        return SearchSpace.of(parameters.toArray(Parameter<?>[]::new));
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        IntegerWeights weights = IntegerWeights.of(values, examples);
        TreeGrower grower = new TreeGrower(
                examples.x(), values.get(MAX_DEPTH), weights.units(values.get(MIN_LEAF)), values.get(MAX_FEATURES));
        return new BoostingTraining(
                examples, grower, weights.ofRow(), values.get(LEARNING_RATE), values.get(SAMPLE_FRACTION), seed);
    }
}
