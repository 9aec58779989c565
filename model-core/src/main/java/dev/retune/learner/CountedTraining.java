package dev.retune.learner;

import dev.retune.data.Dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training whose hyperparameters set the number of steps. It resumes only from a checkpoint of the same
 * hyperparameters, rows and seed. For authors of learners.
 */
public final class CountedTraining implements Training {

    /** Makes the steps of a training. */
    public interface StepTrainer {

        /** Makes the next step. @throws RuntimeException as {@link Training#advance} */
        void advance();

        /** As {@link Training#trainingLoss}; called after at least one step. */
        double trainingLoss();

        /** As {@link Training#model}, after so many steps. */
        Model model(int steps);

        /** Writes what later steps need; called after at least one step. @throws IOException if that fails */
        void write(DataOutputStream out) throws IOException;

        /**
         * Reads what {@link #write} wrote after so many steps, in place of these steps. @throws IOException if that
         * fails
         */
        void read(DataInputStream in, int steps) throws IOException;

        /** As {@link Training#close}. */
        default void close() {}
    }

    private final Learner learner;
    private final Map<String, ?> values;
    private final Dataset rows;
    private final long seed;
    private final int steps;
    private final StepTrainer work;
    private int step;

    private CountedTraining(Learner learner, Map<String, ?> values, Dataset rows, long seed, StepTrainer work) {
        this.learner = learner;
        this.values = Map.copyOf(values);
        this.rows = rows;
        this.seed = seed;
        this.steps = learner.hyperparameters().complete(values).steps(learner);
        this.work = work;
    }

    /**
     * Starts a training; the first step is still to be made.
     *
     * @param values of hyperparameters, by name
     * @param seed of all randomness
     */
    public static Training start(Learner learner, Map<String, ?> values, Dataset rows, long seed, StepTrainer work) {
        return new CountedTraining(learner, values, rows, seed, work);
    }

    /**
     * Reads the training that wrote a checkpoint.
     *
     * @param work before its first step
     * @throws IllegalArgumentException if the bytes are no checkpoint of this learner, or belong to other
     *     hyperparameters, rows or another seed; the number of steps may differ
     */
    public static Training resume(
            byte[] checkpoint, Learner learner, Map<String, ?> values, Dataset rows, long seed, StepTrainer work) {
        CountedTraining training = new CountedTraining(learner, values, rows, seed, work);
        return SealedBytes.open(training.kind(), checkpoint, training::read);
    }

    private CountedTraining read(DataInputStream in) throws IOException {
        String found = in.readUTF();
        if (!found.equals(identity())) {
            throw new IllegalArgumentException("the checkpoint belongs to other hyperparameters, rows or another seed: "
                    + found + ", not " + identity());
        }
        step = in.readInt();
        if (step > 0) {
            work.read(in, step);
        }
        return this;
    }

    private String kind() {
        return learner.name() + " checkpoint";
    }

    /** What must be equal for a training to resume. */
    private String identity() {
        Map<String, Object> others = new LinkedHashMap<>(values);
        learner.steps().ifPresent(others::remove);
        return learner.hyperparameters().complete(others) + ", seed " + seed + ", rows " + rows.fingerprint()
                + (rows.isWeighted() ? ", weighted" : "");
    }

    @Override
    public boolean advance() {
        if (step >= steps) {
            return false;
        }
        work.advance();
        step++;
        return true;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public double trainingLoss() {
        return step == 0 ? Double.NaN : work.trainingLoss();
    }

    @Override
    public Model model() {
        return work.model(step);
    }

    @Override
    public void close() {
        work.close();
    }

    @Override
    public byte[] checkpoint() {
        return SealedBytes.seal(kind(), out -> {
            out.writeUTF(identity());
            out.writeInt(step);
            if (step > 0) {
                work.write(out);
            }
        });
    }
}
