package dev.retune.learner.classical;

import dev.retune.learner.CountedTraining;
import dev.retune.learner.Model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A growth with what its rows taught about features and target.
 *
 * @param learner its name
 * @param format of its predictors
 * @param memo shared by the models of one training
 */
record SmileWork(String learner, PredictorFormat format, Frame frame, Growth growth, PredictionCache memo)
        implements CountedTraining.Work {

    @Override
    public void advance() {
        growth.advance();
    }

    @Override
    public double cost() {
        return growth.cost();
    }

    @Override
    public Model model(int steps) {
        return new SmileModel(learner, frame, growth.predictor(), memo);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        growth.predictor().write(out);
    }

    @Override
    public void read(DataInputStream in, int steps) throws IOException {
        growth.restore(format.read(in), steps);
    }
}
