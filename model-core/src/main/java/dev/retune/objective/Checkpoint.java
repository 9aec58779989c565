package dev.retune.objective;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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

    private static final int VERSION = 2;

    /**
     * A fold that is done for good.
     *
     * @param costs the training cost after each step
     */
    record Finished(double score, List<Double> costs) {}

    /**
     * A fold in training.
     *
     * @param costs the training cost after each step
     * @param training what the training wrote; nothing before its first step
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Open(List<Double> costs, byte[] training) {}

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(seed);
            out.writeDouble(share);
            out.writeInt(step);
            out.writeInt(finished.size());
            for (Finished fold : finished) {
                out.writeDouble(fold.score());
                write(fold.costs(), out);
            }
            out.writeInt(open.size());
            for (Open fold : open) {
                write(fold.costs(), out);
                out.writeInt(fold.training().length);
                out.write(fold.training());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(List<Double> costs, DataOutputStream out) throws IOException {
        out.writeInt(costs.size());
        for (double cost : costs) {
            out.writeDouble(cost);
        }
    }

    /** @throws IllegalArgumentException if the bytes are damaged or from another version */
    static Checkpoint fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "the checkpoint has format version " + version + "; this Retune reads " + VERSION);
            }
            long seed = in.readLong();
            double share = in.readDouble();
            int step = in.readInt();
            List<Finished> finished = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                finished.add(new Finished(in.readDouble(), costs(in)));
            }
            List<Open> open = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                open.add(new Open(costs(in), in.readNBytes(in.readInt())));
            }
            return new Checkpoint(seed, share, step, finished, open);
        } catch (IOException e) {
            throw new IllegalArgumentException("the checkpoint is cut short: " + bytes.length + " bytes", e);
        }
    }

    private static List<Double> costs(DataInputStream in) throws IOException {
        List<Double> costs = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            costs.add(in.readDouble());
        }
        return costs;
    }
}
