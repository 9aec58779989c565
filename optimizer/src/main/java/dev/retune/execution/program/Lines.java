package dev.retune.execution.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Assembles lines from bytes. Only the beginning of a line that is too long is kept. */
final class Lines {

    private static final int LONGEST = 1 << 20;

    /** Takes lines. */
    interface Sink {

        void accept(String line) throws InterruptedException;
    }

    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Sink sink) {
        this.sink = sink;
    }

    void write(byte[] bytes, int length) throws InterruptedException {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i - from);
                end();
                from = i + 1;
            }
        }
        keep(bytes, from, length - from);
    }

    private void keep(byte[] bytes, int from, int length) {
        line.write(bytes, from, Math.min(length, LONGEST - line.size()));
    }

    /** The rest after the last line break is a line, too. */
    void close() throws InterruptedException {
        if (line.size() > 0) {
            end();
        }
    }

    private void end() throws InterruptedException {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
