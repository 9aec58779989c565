package dev.retune.learner.classical;

import dev.retune.learner.CountedTraining;
import dev.retune.learner.Model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The training of a predictor, with the encoding that was fitted to the training rows.
 *
 * @param learner its name
 * @param format of its predictors
 * @param cache shared by the models of the training
 */
record PredictorSteps(
        String learner,
        PredictorFormat format,
        MatrixEncoding encoding,
        PredictorTraining training,
        PredictionCache cache)
        implements CountedTraining.StepTrainer {

    @Override
    public void advance() {
        training.advance();
    }

    @Override
    public double trainingLoss() {
        return training.trainingLoss();
    }

    @Override
    public Model model(int steps) {
        return new PredictorModel(learner, encoding, training.predictor(), cache);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        training.predictor().write(out);
    }

    @Override
    public void read(DataInputStream in, int steps) throws IOException {
        training.restore(format.read(in), steps);
    }
}
