package dev.retune.learner.classical;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.CountedTraining;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.RowWeights;
import dev.retune.learner.SealedBytes;
import dev.retune.learner.Training;
import dev.retune.space.IntParameter;
import dev.retune.space.SearchSpace;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A learner on a matrix of numbers: everything but the algorithm, which makes a {@link Predictor}. */
public abstract class ClassicalLearner implements Learner {

    private final String name;
    private final Hyperparameters hyperparameters;
    private final Map<Task, SearchSpace> spaces;
    private final PredictorFormat format;
    private final @Nullable IntParameter steps;

    /**
     * @param spaces the default search space for each task that it learns
     * @param format of its predictors
     * @param steps the hyperparameter that sets the number of steps; null if there is one step
     */
    protected ClassicalLearner(
            String name,
            Hyperparameters hyperparameters,
            Map<Task, SearchSpace> spaces,
            PredictorFormat format,
            @Nullable IntParameter steps) {
        this.name = name;
        this.hyperparameters = hyperparameters;
        this.spaces = new EnumMap<>(spaces);
        this.format = format;
        this.steps = steps;
    }

    /** Starts the algorithm; the first step is still to be made. */
    protected abstract PredictorTraining training(Assignment values, TrainingRows examples, long seed);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Task> tasks() {
        return List.copyOf(spaces.keySet());
    }

    @Override
    public final SearchSpace space() {
        return spaces.values().iterator().next();
    }

    @Override
    public SearchSpace space(Schema schema) {
        return spaces.getOrDefault(schema.task(), space());
    }

    @Override
    public List<String> unweighted(Schema schema) {
        return List.of();
    }

    @Override
    public final Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    @Override
    public final Optional<String> steps() {
        return Optional.ofNullable(steps).map(IntParameter::name);
    }

    @Override
    public final Training start(Map<String, ?> values, Dataset training, long seed) {
        return CountedTraining.start(this, values, training, seed, work(values, training, seed));
    }

    @Override
    public final Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        return CountedTraining.resume(checkpoint, this, values, training, seed, work(values, training, seed));
    }

    private PredictorSteps work(Map<String, ?> values, Dataset training, long seed) {
        Assignment all = hyperparameters.complete(values);
        Learner.check(this, training.schema());
        Dataset counted = counted(training);
        MatrixEncoding encoding = MatrixEncoding.fit(counted);
        return new PredictorSteps(
                name,
                format,
                encoding,
                training(all, encoding.examples(counted), seed, encoding),
                new PredictionCache());
    }

    /** Without rows of weight 0, so that they have no effect. */
    private static Dataset counted(Dataset training) {
        double[] weights = RowWeights.of(training);
        int[] rows = IntStream.range(0, weights.length)
                .filter(row -> weights[row] > 0)
                .toArray();
        return rows.length == weights.length ? training : training.rows(rows);
    }

    private PredictorTraining training(Assignment all, TrainingRows examples, long seed, MatrixEncoding encoding) {
        return encoding.present().length == 1
                ? PredictorTraining.once(() -> new ConstantPredictor(new double[] {1}))
                : training(all, examples, seed);
    }

    @Override
    public final Model read(byte[] model) {
        return SealedBytes.open(
                PredictorModel.kind(name),
                model,
                in -> new PredictorModel(name, MatrixEncoding.read(in), format.read(in), new PredictionCache()));
    }
}
