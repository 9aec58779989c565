package dev.retune.learner.network;

import java.util.Arrays;
import java.util.List;

/**
 * The architecture and training of a network. Immutable; made by {@link #builder(Output)}.
 *
 * <p>Nothing depends on the number of epochs, so a run continued from 10 epochs to 30 equals one that was set to 30.
 *
 * @param hidden units of each hidden layer, first layer first; empty for logistic or linear regression
 * @param activation nonlinearity of the hidden layers
 * @param output output layer and loss
 * @param optimizer update rule
 * @param learningRate η₀ > 0
 * @param decay d ≥ 0: the learning rate of epoch e, from 0, is η₀ / (1 + d e)
 * @param batchSize examples in a mini-batch; the last one of an epoch may be smaller
 * @param epochs passes over the training examples
 * @param l1 λ₁ ≥ 0: adds λ₁ Σ |w| to the training loss, over all weights but the biases
 * @param l2 λ₂ ≥ 0: adds λ₂/2 Σ w²
 * @param dropout probability in [0, 1) that a hidden unit is left out of a training example; the others are scaled by
 *     1 / (1 - dropout), so predictions need no correction
 * @param patience epochs without a better validation loss after which training stops early and the network of the best
 *     epoch is taken; 0 never stops early
 * @param validationFraction part of the training examples in [0, 1) that is set aside for the validation loss, unless
 *     validation examples are given
 * @param seed of initial weights, order of examples, dropout and the validation part
 * @param arithmetic the implementation of the matrix products
 */
record NetworkSettings(
        List<Integer> hidden,
        Activation activation,
        Output output,
        Optimizer optimizer,
        double learningRate,
        double decay,
        int batchSize,
        int epochs,
        double l1,
        double l2,
        double dropout,
        int patience,
        double validationFraction,
        long seed,
        Arithmetic arithmetic) {

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its rule
     */
    NetworkSettings {
        hidden = List.copyOf(hidden);
        for (int l = 0; l < hidden.size(); l++) {
            SettingChecks.atLeast("hidden[" + l + "]", hidden.get(l), 1);
        }
        SettingChecks.within("learningRate", learningRate, 1e-30, 1e30);
        SettingChecks.notNegative("decay", decay);
        SettingChecks.atLeast("batchSize", batchSize, 1);
        SettingChecks.atLeast("epochs", epochs, 1);
        SettingChecks.notNegative("l1", l1);
        SettingChecks.notNegative("l2", l2);
        SettingChecks.fraction("dropout", dropout);
        SettingChecks.atLeast("patience", patience, 0);
        SettingChecks.fraction("validationFraction", validationFraction);
    }

    /**
     * Starts from one hidden layer of 64 units, ReLU, Adam with learning rate 0.001, mini-batches of 32, 20 epochs, no
     * regularisation, no early stopping, seed 0, automatic arithmetic.
     */
    static Builder builder(Output output) {
        return new Builder(output);
    }

    /** The learning rate of an epoch, counted from 0. */
    double learningRate(int epoch) {
        return learningRate / (1 + decay * epoch);
    }

    /** A builder that starts from these settings. */
    Builder toBuilder() {
        return new Builder(output)
                .hidden(hidden)
                .activation(activation)
                .optimizer(optimizer)
                .learningRate(learningRate)
                .decay(decay)
                .batchSize(batchSize)
                .epochs(epochs)
                .l1(l1)
                .l2(l2)
                .dropout(dropout)
                .patience(patience)
                .validationFraction(validationFraction)
                .seed(seed)
                .arithmetic(arithmetic);
    }

    /** Collects settings; see the components of {@link NetworkSettings} for their meaning. Checked when built. */
    static final class Builder {

        private final Output output;
        private List<Integer> hidden = List.of(64);
        private Activation activation = Activation.RELU;
        private Optimizer optimizer = Optimizer.adam();
        private double learningRate = 1e-3;
        private double decay;
        private int batchSize = 32;
        private int epochs = 20;
        private double l1;
        private double l2;
        private double dropout;
        private int patience;
        private double validationFraction;
        private long seed;
        private Arithmetic arithmetic = Arithmetic.AUTOMATIC;

        private Builder(Output output) {
            this.output = output;
        }

        /** Units of each hidden layer; none for logistic or linear regression. */
        Builder hidden(int... units) {
            return hidden(Arrays.stream(units).boxed().toList());
        }

        /** Units of each hidden layer, as a list. */
        Builder hidden(List<Integer> units) {
            hidden = units;
            return this;
        }

        /** Nonlinearity of the hidden layers. */
        Builder activation(Activation value) {
            activation = value;
            return this;
        }

        /** Update rule. */
        Builder optimizer(Optimizer value) {
            optimizer = value;
            return this;
        }

        /** Learning rate of the first epoch. */
        Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /** Decay of the learning rate. */
        Builder decay(double value) {
            decay = value;
            return this;
        }

        /** Examples in a mini-batch. */
        Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        /** Passes over the training examples. */
        Builder epochs(int value) {
            epochs = value;
            return this;
        }

        /** L1 regularisation. */
        Builder l1(double value) {
            l1 = value;
            return this;
        }

        /** L2 regularisation. */
        Builder l2(double value) {
            l2 = value;
            return this;
        }

        /** Probability that a hidden unit is left out. */
        Builder dropout(double value) {
            dropout = value;
            return this;
        }

        /** Epochs without improvement before training stops. */
        Builder patience(int value) {
            patience = value;
            return this;
        }

        /** Part of the training examples set aside for validation. */
        Builder validationFraction(double value) {
            validationFraction = value;
            return this;
        }

        /** Seed of all that is random. */
        Builder seed(long value) {
            seed = value;
            return this;
        }

        /** The implementation of the matrix products. */
        Builder arithmetic(Arithmetic value) {
            arithmetic = value;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @throws IllegalArgumentException naming the setting, its value and its rule
         */
        NetworkSettings build() {
            return new NetworkSettings(
                    hidden,
                    activation,
                    output,
                    optimizer,
                    learningRate,
                    decay,
                    batchSize,
                    epochs,
                    l1,
                    l2,
                    dropout,
                    patience,
                    validationFraction,
                    seed,
                    arithmetic);
        }
    }
}
