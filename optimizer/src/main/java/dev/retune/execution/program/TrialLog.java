package dev.retune.execution.program;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The output of a program during a trial, in a file: the first half megabyte immediately, the last one when it is
 * closed.
 */
final class TrialLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialLog.class);
    private static final int HALF = 512 * 1024;

    private final Path file;
    private final OutputStream out;
    private final Tail tail = new Tail(HALF);
    private long head; // guarded by this, like the next field
    private boolean closed;

    private TrialLog(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Replaces the log of an earlier attempt. */
    static TrialLog open(Path folder, int trial) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("trial-%s.log".formatted(trial));
        return new TrialLog(file, Files.newOutputStream(file));
    }

    Path file() {
        return file;
    }

    /** Adds a line of Retune's own. */
    void remark(String line) {
        byte[] bytes = ("[retune] " + line + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    synchronized void write(byte[] bytes, int length) {
        if (closed) {
            return;
        }
        int first = (int) Math.min(length, HALF - head);
        head += first;
        append(bytes, 0, first);
        tail.write(bytes, first, length - first);
    }

    /** A full disk must not fail the trial. */
    private void append(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            LOG.warn("'{}' cannot be written: {}", file, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (tail.dropped() > 0) {
            byte[] gap = "%n[retune] ... %,d bytes left out ...%n"
                    .formatted(tail.dropped())
                    .getBytes(StandardCharsets.UTF_8);
            append(gap, 0, gap.length);
        }
        byte[] last = tail.bytes();
        append(last, 0, last.length);
        try {
            out.close();
        } catch (IOException e) {
            LOG.warn("'{}' cannot be closed: {}", file, e.getMessage());
        }
    }
}
