package dev.retune.execution.program;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the programs of this process if it dies without doing so itself, for example by {@code kill -9}: a shell waits
 * for the end of its input, which this process never closes, and then searches for processes with the mark. On Linux
 * only.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** The prefix of all marks of this process. */
    private static final String OWNER = UUID.randomUUID().toString();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String SCRIPT = """
            while read -r line; do :; done
            for signal in TERM KILL; do
              for file in $(grep -lsaF "$1" /proc/[0-9]*/environ); do
                pid=${file#/proc/}
                kill -s $signal "${pid%/environ}" && found=1
              done 2>/dev/null
              [ -z "$found" ] || [ $signal = KILL ] || sleep 2
            done
            """;

    private Watchdog() {}

    /** A mark for a program that is about to be started. */
    static String newMark() {
        Watch.start();
        return OWNER + "." + COUNT.incrementAndGet();
    }

    /** Started with the first program; referenced so that its input is not closed. */
    private static final class Watch {

        private static final Optional<Process> SHELL = shell();

        static void start() {
            LOG.trace("Programs are watched over by {}", SHELL);
        }

        private static Optional<Process> shell() {
            if (!new File("/proc/self/environ").canRead()) {
                return Optional.empty();
            }
            try {
                return Optional.of(ProcessLauncher.detached("sh", "-c", SCRIPT, "retune-sentry", OWNER + "."));
            } catch (IOException e) {
                LOG.warn("Programs will continue if this process is killed: {}", e.getMessage());
                return Optional.empty();
            }
        }
    }
}
