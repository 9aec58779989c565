package dev.retune.objective;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.SealedBytes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The state of a cross-validation that was stopped or can be continued.
 *
 * @param seed of the trial that started it
 * @param share the share of the training rows
 * @param step the number of steps that all folds have made, where they are trained simultaneously
 * @param finished the first folds, as far as they are complete
 * @param open the folds after them that have started
 */
record Checkpoint(long seed, double share, int step, List<Finished> finished, List<Open> open) {

    private static final String KIND = "cross-validation checkpoint";

    /**
     * A complete fold.
     *
     * @param losses the training loss after each step
     */
    record Finished(double score, List<Double> losses) {}

    /**
     * A fold in training.
     *
     * @param losses the training loss after each step
     * @param training the checkpoint of the training; empty before its first step
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Open(List<Double> losses, byte[] training) {}

    byte[] toBytes() {
        return SealedBytes.seal(KIND, out -> {
            out.writeLong(seed);
            out.writeDouble(share);
            out.writeInt(step);
            out.writeInt(finished.size());
            for (Finished fold : finished) {
                out.writeDouble(fold.score());
                write(fold.losses(), out);
            }
            out.writeInt(open.size());
            for (Open fold : open) {
                write(fold.losses(), out);
                BinaryArrays.write(out, fold.training());
            }
        });
    }

    private static void write(List<Double> losses, DataOutputStream out) throws IOException {
        BinaryArrays.write(out, losses.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @throws IllegalArgumentException if the bytes are damaged or from a newer version */
    static Checkpoint fromBytes(byte[] bytes) {
        return SealedBytes.open(KIND, bytes, in -> {
            long seed = in.readLong();
            double share = in.readDouble();
            int step = in.readInt();
            List<Finished> finished = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                finished.add(new Finished(in.readDouble(), losses(in)));
            }
            List<Open> open = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                open.add(new Open(losses(in), BinaryArrays.readBytes(in)));
            }
            return new Checkpoint(seed, share, step, finished, open);
        });
    }

    private static List<Double> losses(DataInputStream in) throws IOException {
        return Arrays.stream(BinaryArrays.readDoubles(in)).boxed().toList();
    }
}
