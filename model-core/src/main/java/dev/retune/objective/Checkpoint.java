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
 * Where a cross-validation was.
 *
 * @param seed of the trial that began it
 * @param share of the training rows
 * @param step how many steps all folds have done, where they are trained in lockstep
 * @param finished the first folds, if they are done for good
 * @param open the folds after them that have begun
 */
record Checkpoint(long seed, double share, int step, List<Finished> finished, List<Open> open) {

    private static final String KIND = "cross-validation checkpoint";

    /**
     * A fold that is done for good.
     *
     * @param losses the training loss after each step
     */
    record Finished(double score, List<Double> losses) {}

    /**
     * A fold in training.
     *
     * @param losses the training loss after each step
     * @param training what the training wrote; nothing before its first step
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
