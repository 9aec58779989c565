package dev.retune.learner.smile;

import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.learner.Training;

import java.util.function.Supplier;

/** A growth with what its rows taught about features and target. */
final class SmileTraining implements Training {

    private final String learner;
    private final Frame frame;
    private final Growth growth;
    private final int steps;
    private final Supplier<String> identity;
    private final Memo memo = new Memo();
    private int step;

    /**
     * @param learner its name
     * @param steps how many there are
     * @param identity what must be the same for a checkpoint to go on
     */
    SmileTraining(String learner, Frame frame, Growth growth, int steps, Supplier<String> identity) {
        this.learner = learner;
        this.frame = frame;
        this.growth = growth;
        this.steps = steps;
        this.identity = identity;
    }

    @Override
    public boolean advance() {
        if (step >= steps) {
            return false;
        }
        growth.advance();
        step++;
        return true;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public double cost() {
        return growth.cost();
    }

    @Override
    public Model model() {
        return new SmileModel(learner, frame, growth.predictor(), memo);
    }

    @Override
    public byte[] checkpoint() {
        return SealedBytes.seal(learner + " checkpoint", out -> {
            out.writeUTF(identity.get());
            out.writeInt(step);
            if (step > 0) {
                growth.predictor().write(out);
            }
        });
    }

    SmileTraining restore(byte[] checkpoint) {
        return SealedBytes.open(learner + " checkpoint", checkpoint, in -> {
            String found = in.readUTF();
            if (!found.equals(identity.get())) {
                throw new IllegalArgumentException("The checkpoint is of other hyperparameters, rows or another seed: "
                        + found + ", not " + identity.get());
            }
            step = in.readInt();
            if (step > 0) {
                growth.restore(Predictor.read(in), step);
            }
            return this;
        });
    }
}
