package dev.retune.learner.network;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.Training;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The neural network as a learner: {@link dev.retune.learner.Learners#network()}. A step is an epoch.
 *
 * <p>Missing numbers are imputed, numbers standardized and categories one-hot encoded, by statistics of the training
 * rows. Two classes have one sigmoid output, more have a softmax output; a regression has a linear output and a
 * standardized target, so that its training loss is in units of the target's variance.
 */
public final class NetworkLearner implements Learner {

    private static final String NAME = "network";

    private static final double BELOW_ONE = Math.nextDown(1.0);

    private static final RealParameter LEARNING_RATE = Parameter.real("learningRate", 1e-12, 1e6);
    private static final RealParameter LEARNING_RATE_DECAY = Parameter.real("learningRateDecay", 0, 1e6);
    private static final IntParameter EPOCHS = Parameter.integer("epochs", 1, 1_000_000);
    private static final IntParameter LAYERS = Parameter.integer("layers", 0, 100);
    private static final IntParameter UNITS = Parameter.integer("units", 1, 100_000);
    private static final ChoiceParameter<String> ACTIVATION =
            Parameter.choice("activation", "relu", "leakyRelu", "tanh", "sigmoid");
    private static final ChoiceParameter<String> OPTIMIZER = Parameter.choice("optimizer", "sgd", "rmsprop", "adam");
    private static final RealParameter MOMENTUM = Parameter.real("momentum", 0, BELOW_ONE);
    private static final ChoiceParameter<Boolean> NESTEROV = Parameter.bool("nesterov");
    private static final IntParameter BATCH_SIZE = Parameter.integer("batchSize", 1, 1_000_000);
    private static final RealParameter L1 = Parameter.real("l1", 0, 1e6);
    private static final RealParameter L2 = Parameter.real("l2", 0, 1e6);
    private static final RealParameter DROPOUT = Parameter.real("dropout", 0, BELOW_ONE);
    private static final IntParameter PATIENCE = Parameter.integer("patience", 0, 1_000_000);
    private static final RealParameter VALIDATION_FRACTION = Parameter.real("validationFraction", 0.001, 0.9);

    /** All values that can be set, with defaults that train a small network well. */
    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of(NAME)
            .add(LEARNING_RATE, 0.01)
            .add(LEARNING_RATE_DECAY, 0.0)
            .add(EPOCHS, 50)
            .add(LAYERS, 2)
            .add(UNITS, 64)
            .add(ACTIVATION, "relu")
            .add(OPTIMIZER, "sgd")
            .add(MOMENTUM, 0.9)
            .add(NESTEROV, true)
            .add(BATCH_SIZE, 32)
            .add(L1, 0.0)
            .add(L2, 1e-4)
            .add(DROPOUT, 0.0)
            .add(PATIENCE, 0)
            .add(VALIDATION_FRACTION, 0.1)
            .build();

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.real("learningRate", 1e-3, 1).log(),
            Parameter.integer("epochs", 10, 60),
            Parameter.integer("layers", 1, 3),
            Parameter.integer("units", 16, 256).log(),
            Parameter.choice("activation", "relu", "leakyRelu", "tanh"),
            Parameter.real("momentum", 0.1, 0.99).logit(),
            Parameter.integer("batchSize", 16, 256).log(),
            Parameter.real("l2", 1e-7, 1e-2).log(),
            Parameter.real("dropout", 0, 0.5));

    /** For the service loader. */
    public NetworkLearner() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SearchSpace space() {
        return SPACE;
    }

    /**
     * {@code learningRate}, divided by 1 + {@code learningRateDecay} times the epoch; {@code epochs}; {@code layers}, 0
     * for logistic or linear regression, with {@code units} each; {@code activation}; {@code optimizer}, of which
     * {@code sgd} has {@code momentum}, with or without {@code nesterov}; {@code batchSize}; {@code l1} and {@code l2},
     * the weights of the terms in the training loss; {@code dropout}, the share of hidden units that are left out;
     * {@code patience}, the epochs without improvement on a {@code validationFraction} of the training rows before it
     * stops, 0 for never.
     */
    @Override
    public Hyperparameters hyperparameters() {
        return HYPERPARAMETERS;
    }

    @Override
    public List<String> unweighted(Schema schema) {
        return List.of();
    }

    @Override
    public Optional<String> steps() {
        return Optional.of(EPOCHS.name());
    }

    @Override
    public Training start(Map<String, ?> values, Dataset training, long seed) {
        NetworkEncoding translation = NetworkEncoding.fit(training);
        NetworkSettings settings = settings(values, translation.output(), seed);
        return new EpochTraining(NetworkTraining.start(settings, translation.examples(training)), translation);
    }

    @Override
    public Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        NetworkEncoding translation = NetworkEncoding.fit(training);
        NetworkSettings wanted = settings(values, translation.output(), seed);
        NetworkTraining run = NetworkTraining.resume(checkpoint, translation.examples(training));
        NetworkSettings found = run.settings();
        NetworkSettings comparable = wanted.toBuilder()
                .epochs(found.epochs())
                .arithmetic(found.arithmetic())
                .build();
        if (!found.equals(comparable)) {
            throw new IllegalArgumentException("the checkpoint belongs to other hyperparameters or another seed: "
                    + found + ", not " + comparable + "; only the number of epochs may differ");
        }
        run.extendTo(wanted.epochs());
        return new EpochTraining(run, translation);
    }

    @Override
    public Model read(byte[] model) {
        return NetworkModel.fromBytes(model);
    }

    private static NetworkSettings settings(Map<String, ?> values, Output output, long seed) {
        Hyperparameters.Assignment all = HYPERPARAMETERS.complete(values);
        int patience = all.get(PATIENCE);
        return NetworkSettings.builder(output)
                .hidden(Collections.nCopies(all.get(LAYERS), all.get(UNITS)))
                .activation(activation(all.get(ACTIVATION)))
                .optimizer(optimizer(all))
                .learningRate(all.get(LEARNING_RATE))
                .decay(all.get(LEARNING_RATE_DECAY))
                .batchSize(all.get(BATCH_SIZE))
                .epochs(all.get(EPOCHS))
                .l1(all.get(L1))
                .l2(all.get(L2))
                .dropout(all.get(DROPOUT))
                .patience(patience)
                .validationFraction(patience == 0 ? 0 : all.get(VALIDATION_FRACTION))
                .seed(seed)
                .build();
    }

    private static Activation activation(String name) {
        return switch (name) {
            case "leakyRelu" -> Activation.LEAKY_RELU;
            case "tanh" -> Activation.TANH;
            case "sigmoid" -> Activation.SIGMOID;
            default -> Activation.RELU;
        };
    }

    private static Optimizer optimizer(Hyperparameters.Assignment all) {
        return switch (all.get(OPTIMIZER)) {
            case "rmsprop" -> Optimizer.rmsProp();
            case "adam" -> Optimizer.adam();
            default ->
                all.get(NESTEROV) ? Optimizer.nesterov(all.get(MOMENTUM)) : Optimizer.momentum(all.get(MOMENTUM));
        };
    }
}
