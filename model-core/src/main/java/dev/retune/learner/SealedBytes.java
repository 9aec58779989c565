package dev.retune.learner;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The format in which learners write models and checkpoints: "RETUNE-N", version, kind, content, and a checksum of
 * everything before it. For authors of learners.
 */
public final class SealedBytes {

    private static final long MAGIC = 0x524554554E452D4EL;
    private static final int VERSION = 1;
    private static final int CHECKSUM = Long.BYTES;

    private SealedBytes() {}

    /** Writes the content. */
    public interface Writer {
        /** Writes all of it. @throws IOException never: the bytes stay in memory */
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * Reads what a {@link Writer} wrote.
     *
     * @param <T> what it is
     */
    public interface Reader<T> {
        /** Reads all of it. @throws IOException if the content is too short or invalid */
        T read(DataInputStream in) throws IOException;
    }

    /**
     * Adds header and checksum to content.
     *
     * @param kind what it is, such as {@code network model}
     */
    public static byte[] seal(String kind, Writer content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(kind);
            content.write(out);
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #seal} wrote.
     *
     * @param kind what it must be
     * @throws IllegalArgumentException if the bytes have another format, a newer version or another kind, or are
     *     damaged
     */
    public static <T> T open(String kind, byte[] bytes, Reader<T> reader) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < Long.BYTES + Integer.BYTES || buffer.getLong() != MAGIC) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are no " + kind
                    + " of Retune: they do not begin with its signature");
        }
        int version = buffer.getInt();
        if (version > VERSION) {
            throw new IllegalArgumentException("the " + kind + " has format version " + version
                    + " but this Retune reads up to " + VERSION + ": update Retune");
        }
        int length = bytes.length - CHECKSUM;
        if (length < buffer.position() || buffer.getLong(length) != checksum(bytes, length)) {
            throw damaged(kind, null);
        }
        byte[] content = Arrays.copyOfRange(bytes, buffer.position(), length);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            String found = in.readUTF();
            if (!found.equals(kind)) {
                throw new IllegalArgumentException("the bytes hold a " + found + " but a " + kind + " was asked for");
            }
            return reader.read(in);
        } catch (IOException e) {
            throw damaged(kind, e);
        }
    }

    private static IllegalArgumentException damaged(String kind, @Nullable IOException cause) {
        return new IllegalArgumentException(
                "the " + kind + " is damaged or cut short: its checksum is wrong; take another copy", cause);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
