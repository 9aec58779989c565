package dev.retune.learner.neighbours;

import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The nearest neighbours: {@code learner: knn}.
 *
 * <p>{@code neighbors}, the number of neighbours; {@code weights}: equal ({@code uniform}), or the inverse of the
 * {@code distance}; {@code metric}: {@code euclidean} or {@code manhattan}, of standardized columns; {@code balance}.
 */
public final class KnnLearner extends ClassicalLearner {

    private static final IntParameter NEIGHBORS = Parameter.integer("neighbors", 1, 1_000_000);
    private static final ChoiceParameter<String> WEIGHTS = Parameter.choice("weights", "uniform", "distance");
    private static final ChoiceParameter<String> METRIC = Parameter.choice("metric", "euclidean", "manhattan");

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("knn")
            .add(NEIGHBORS, 5)
            .add(WEIGHTS, "uniform")
            .add(METRIC, "euclidean")
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final IntParameter SEARCHED =
            Parameter.integer("neighbors", 1, 50).log();

    /** For the service loader. */
    public KnnLearner() {
        super(
                "knn",
                HYPERPARAMETERS,
                Map.of(
                        Task.CLASSIFICATION,
                        SearchSpace.of(SEARCHED, WEIGHTS, METRIC, ClassWeights.PARAMETER),
                        Task.REGRESSION,
                        SearchSpace.of(SEARCHED, WEIGHTS, METRIC)),
                NeighbourPredictor.FORMAT,
                null);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        return PredictorTraining.once(() -> new NeighbourPredictor(
                examples.x(),
                examples.isRegression() ? numbers(examples) : votes(examples, ClassWeights.ofRows(values, examples)),
                values.get(NEIGHBORS),
                values.get(WEIGHTS).equals("distance"),
                values.get(METRIC).equals("manhattan"),
                !examples.isRegression()));
    }

    private static double[][] numbers(TrainingRows examples) {
        return Arrays.stream(examples.target()).mapToObj(y -> new double[] {y}).toArray(double[][]::new);
    }

    private static double[][] votes(TrainingRows examples, double[] counted) {
        double[][] votes = new double[examples.size()][examples.classes()];
        for (int i = 0; i < votes.length; i++) {
            votes[i][examples.y()[i]] = counted[i];
        }
        return votes;
    }

    /** Votes for classes are weighted by row, means of numbers are not. */
    @Override
    public List<String> unweighted(Schema schema) {
        return schema.task() == Task.REGRESSION ? List.of(name()) : List.of();
    }
}
