package dev.retune.learner.xgboost;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.BinaryArrays;
import dev.retune.learner.CountedTraining;
import dev.retune.learner.Features;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.learner.Training;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * XGBoost (Chen and Guestrin 2016): {@code learner: xgboost}. A step is a round: one tree, or one for each of more than
 * two classes.
 *
 * <p>Hyperparameters have XGBoost's names, in camel case: {@code rounds}, {@code learningRate}, {@code maxDepth},
 * {@code minChildWeight}, {@code gamma}, {@code subsample}, {@code colsampleByTree}, {@code colsampleByNode},
 * {@code lambda}, {@code alpha}, {@code threads}; and {@code balance}, which gives all classes the same total weight.
 * Defaults are XGBoost's, except {@code alpha}: 0.001 in place of 0, which has no place on a logarithmic scale.
 *
 * <p>It needs {@value #ARTIFACTS} on the class path, which are not dependencies of Retune.
 */
public final class XgboostLearner implements Learner {

    static final String ARTIFACTS = "ml.dmlc:xgboost4j_2.12:3.4.0 and com.esotericsoftware:kryo:5.6.2";

    private static final String NAME = "xgboost";

    private static final IntParameter ROUNDS = Parameter.integer("rounds", 1, 100_000);
    private static final RealParameter LEARNING_RATE = Parameter.real("learningRate", 1e-6, 1);
    private static final IntParameter MAX_DEPTH = Parameter.integer("maxDepth", 1, 1000);
    private static final RealParameter MIN_CHILD_WEIGHT = Parameter.real("minChildWeight", 0, 1e6);
    private static final RealParameter GAMMA = Parameter.real("gamma", 0, 1e6);
    private static final RealParameter SUBSAMPLE = Parameter.real("subsample", 0.001, 1);
    private static final RealParameter COLSAMPLE_BY_TREE = Parameter.real("colsampleByTree", 0.001, 1);
    private static final RealParameter COLSAMPLE_BY_NODE = Parameter.real("colsampleByNode", 0.001, 1);
    private static final RealParameter LAMBDA = Parameter.real("lambda", 0, 1e6);
    private static final RealParameter ALPHA = Parameter.real("alpha", 0, 1e6);
    private static final IntParameter THREADS = Parameter.integer("threads", 1, 1024);
    private static final ChoiceParameter<String> BALANCE = Parameter.choice("balance", "none", "weights");

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of(NAME)
            .add(ROUNDS, 100)
            .add(LEARNING_RATE, 0.3)
            .add(MAX_DEPTH, 6)
            .add(MIN_CHILD_WEIGHT, 1.0)
            .add(GAMMA, 0.0)
            .add(SUBSAMPLE, 1.0)
            .add(COLSAMPLE_BY_TREE, 1.0)
            .add(COLSAMPLE_BY_NODE, 1.0)
            .add(LAMBDA, 1.0)
            .add(ALPHA, 0.001)
            .add(THREADS, 1)
            .add(BALANCE, "none")
            .build();

    private static final List<Parameter<?>> SEARCHED = List.of(
            Parameter.integer("rounds", 50, 500).log(),
            Parameter.real("learningRate", 0.01, 0.3).log(),
            Parameter.integer("maxDepth", 2, 10),
            Parameter.real("minChildWeight", 0.5, 30).log(),
            Parameter.real("subsample", 0.5, 1),
            Parameter.real("colsampleByTree", 0.3, 1),
            Parameter.real("lambda", 0.001, 100).log(),
            Parameter.real("alpha", 0.001, 10).log());

    private static final SearchSpace NUMBERS = SearchSpace.of(SEARCHED.toArray(Parameter<?>[]::new));
    private static final SearchSpace CLASSES = classes();

    private static SearchSpace classes() {
        List<Parameter<?>> all = new ArrayList<>(SEARCHED);
        all.add(BALANCE);
        return SearchSpace.of(all.toArray(Parameter<?>[]::new));
    }

    /** For the service loader. */
    public XgboostLearner() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SearchSpace space() {
        return CLASSES;
    }

    @Override
    public SearchSpace space(Schema schema) {
        return schema.task() == Task.REGRESSION ? NUMBERS : CLASSES;
    }

    @Override
    public Hyperparameters hyperparameters() {
        return HYPERPARAMETERS;
    }

    /** @throws IllegalArgumentException as in the interface, or if XGBoost is not available */
    @Override
    public void check(SearchSpace space) {
        HYPERPARAMETERS.check(space);
        XgboostAvailability.check();
    }

    @Override
    public List<String> unweighted(Schema schema) {
        return List.of();
    }

    @Override
    public Optional<String> steps() {
        return Optional.of(ROUNDS.name());
    }

    @Override
    public Training start(Map<String, ?> values, Dataset training, long seed) {
        return CountedTraining.start(this, values, training, seed, rounds(values, training, seed));
    }

    @Override
    public Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        return CountedTraining.resume(checkpoint, this, values, training, seed, rounds(values, training, seed));
    }

    private static CountedTraining.StepTrainer rounds(Map<String, ?> values, Dataset training, long seed) {
        Assignment all = HYPERPARAMETERS.complete(values);
        XgboostAvailability.check();
        Features features = Features.fit(training);
        return XgboostCalls.run(() -> new XgboostRounds(
                features,
                TrainingMatrix.of(features, training, all.get(BALANCE).equals("weights")),
                parameters(all, seed)));
    }

    private static Map<String, Object> parameters(Assignment all, long seed) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("eta", all.get(LEARNING_RATE));
        parameters.put("max_depth", all.get(MAX_DEPTH));
        parameters.put("min_child_weight", all.get(MIN_CHILD_WEIGHT));
        parameters.put("gamma", all.get(GAMMA));
        parameters.put("subsample", all.get(SUBSAMPLE));
        parameters.put("colsample_bytree", all.get(COLSAMPLE_BY_TREE));
        parameters.put("colsample_bynode", all.get(COLSAMPLE_BY_NODE));
        parameters.put("lambda", all.get(LAMBDA));
        parameters.put("alpha", all.get(ALPHA));
        parameters.put("nthread", all.get(THREADS));
        parameters.put("seed", (int) (seed >>> 33)); // 31 bits
        // otherwise the rounds after a pause would draw other rows than without one
        parameters.put("seed_per_iteration", true);
        parameters.put("verbosity", 0);
        return parameters;
    }

    /** @throws IllegalArgumentException as in the interface, or if XGBoost is not available */
    @Override
    public Model read(byte[] model) {
        XgboostAvailability.check();
        return SealedBytes.open(
                XgboostModel.KIND, model, in -> new XgboostModel(Features.read(in), BinaryArrays.readBytes(in)));
    }
}
