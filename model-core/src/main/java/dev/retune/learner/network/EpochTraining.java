package dev.retune.learner.network;

import dev.retune.learner.Model;
import dev.retune.learner.Training;

/** The training of a network on rows of a data set. */
record EpochTraining(NetworkTraining training, NetworkEncoding translation) implements Training {

    @Override
    public boolean advance() {
        return training.advanceEpoch();
    }

    @Override
    public int step() {
        return training.epoch();
    }

    @Override
    public double trainingLoss() {
        return training.trainingLoss();
    }

    @Override
    public Model model() {
        return new NetworkModel(translation, training.network());
    }

    @Override
    public byte[] checkpoint() {
        return training.checkpoint();
    }
}
