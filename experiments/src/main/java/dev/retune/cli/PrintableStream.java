package dev.retune.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * UTF-8 text without control characters, which a terminal would execute: texts of other programs, such as the reason of
 * a failed trial, may contain any. Line breaks and tabs are kept; each other control character becomes {@code ?}.
 */
final class PrintableStream extends FilterOutputStream {

    private static final int C1_PREFIX = 0xC2; // of U+0080 to U+00BF
    private static final int NONE = -1;

    private int pending = NONE; // a carriage return or a prefix, of which the next byte decides

    PrintableStream(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        int next = b & 0xFF;
        if (pending == '\r') {
            pending = NONE;
            out.write(next == '\n' ? '\r' : '?');
        } else if (pending == C1_PREFIX) {
            pending = NONE;
            if (next >= 0x80 && next < 0xA0) {
                out.write('?');
                return;
            }
            out.write(C1_PREFIX);
        }
        if (next == '\r' || next == C1_PREFIX) {
            pending = next;
        } else {
            boolean isControl = next < 0x20 && next != '\n' && next != '\t' || next == 0x7F;
            out.write(isControl ? '?' : next);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }
}
