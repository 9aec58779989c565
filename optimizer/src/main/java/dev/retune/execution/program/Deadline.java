package dev.retune.execution.program;

import java.time.Duration;
import java.util.Optional;

/** An optional point in time by which something must end. */
record Deadline(Optional<Duration> timeout, long start) {

    /** After this duration from now. */
    static Deadline in(Optional<Duration> timeout) {
        return new Deadline(timeout, System.nanoTime());
    }

    boolean isOver() {
        return timeout.isPresent() && System.nanoTime() - start >= timeout.get().toNanos();
    }

    /** The remaining time, at most {@code most}. */
    long nanos(Duration most) {
        long left = timeout.map(time -> time.toNanos() - (System.nanoTime() - start))
                .orElse(Long.MAX_VALUE);
        return Math.max(0, Math.min(left, most.toNanos()));
    }
}
