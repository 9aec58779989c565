package dev.retune.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the lines of a client, of which only the beginning of one that is too long. */
public final class RequestReader {

    /** The longest line, in characters: room for a history of some 100,000 trials. */
    static final int LONGEST = 8 << 20;

    private final BufferedReader in;
    private boolean isTooLong;

    public RequestReader(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line, cut after {@value #LONGEST} characters; empty at the end. */
    public Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        isTooLong = false;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LONGEST) {
                line.append((char) c);
            } else {
                isTooLong = true;
            }
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return Optional.of(line.toString());
    }

    /** Whether the last line was cut. */
    public boolean isTooLong() {
        return isTooLong;
    }
}
