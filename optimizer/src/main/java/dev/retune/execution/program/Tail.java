package dev.retune.execution.program;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last bytes of many. */
final class Tail {

    private final byte[] ring;
    private long written;

    Tail(int size) {
        ring = new byte[size];
    }

    synchronized void write(byte[] bytes, int from, int length) {
        int skipped = Math.max(0, length - ring.length);
        written += skipped;
        for (int i = from + skipped; i < from + length; ) {
            int at = (int) (written % ring.length);
            int count = Math.min(from + length - i, ring.length - at);
            System.arraycopy(bytes, i, ring, at, count);
            written += count;
            i += count;
        }
    }

    synchronized void clear() {
        written = 0;
    }

    /** The number of bytes before the kept ones. */
    synchronized long dropped() {
        return Math.max(0, written - ring.length);
    }

    synchronized byte[] bytes() {
        int length = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % ring.length)];
        }
        return bytes;
    }

    /** The last non-blank lines, at most this many; the first one may be truncated. */
    List<String> lines(int count) {
        List<String> lines = new String(bytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
