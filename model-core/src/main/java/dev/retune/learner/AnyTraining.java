package dev.retune.learner;

import java.util.concurrent.CancellationException;

/** The training of a chosen learner, in twentieths. */
final class AnyTraining implements Training {

    static final String KIND = "any checkpoint";
    static final int PARTS = 20;

    private final String learner;
    private final Training training;
    private final int steps;
    private final int effort;
    private int step;

    /**
     * @param learner its name
     * @param steps of the whole training
     * @param effort how many twentieths of it are to be done
     * @param step how many are done
     */
    AnyTraining(String learner, Training training, int steps, int effort, int step) {
        this.learner = learner;
        this.training = training;
        this.steps = steps;
        this.effort = effort;
        this.step = step;
    }

    @Override
    public boolean advance() {
        if (step >= effort || training.step() >= steps) {
            return false;
        }
        long target = ((step + 1L) * steps + PARTS - 1) / PARTS;
        while (training.step() < target) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the training was interrupted");
            }
            if (!training.advance()) {
                return false; // it ended by itself
            }
        }
        step++;
        return true;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public double trainingLoss() {
        return training.trainingLoss();
    }

    @Override
    public Model model() {
        return new AnyModel(learner, training.model());
    }

    @Override
    public void close() {
        training.close();
    }

    @Override
    public byte[] checkpoint() {
        byte[] inner = training.checkpoint();
        return SealedBytes.seal(KIND, out -> {
            out.writeUTF(learner);
            out.writeInt(step);
            BinaryArrays.write(out, inner);
        });
    }
}
