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
 * @param costs the mean training cost after each step
 * @param folds what each training wrote
 */
record Checkpoint(long seed, List<Double> costs, List<byte[]> folds) {

    private static final int VERSION = 1;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(seed);
            out.writeInt(costs.size());
            for (double cost : costs) {
                out.writeDouble(cost);
            }
            out.writeInt(folds.size());
            for (byte[] fold : folds) {
                out.writeInt(fold.length);
                out.write(fold);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
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
            List<Double> costs = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                costs.add(in.readDouble());
            }
            List<byte[]> folds = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                folds.add(in.readNBytes(in.readInt()));
            }
            return new Checkpoint(seed, costs, folds);
        } catch (IOException e) {
            throw new IllegalArgumentException("the checkpoint is cut short: " + bytes.length + " bytes", e);
        }
    }
}
