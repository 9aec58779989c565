package dev.retune.execution.program;

import java.time.Duration;
import java.util.Optional;

/** When something must be over, if at all. */
record Deadline(Optional<Duration> timeout, long start) {

    /** So long from now on. */
    static Deadline in(Optional<Duration> timeout) {
        return new Deadline(timeout, System.nanoTime());
    }

    boolean isOver() {
        return timeout.isPresent() && System.nanoTime() - start >= timeout.get().toNanos();
    }

    /** What is left, {@code most} at most. */
    long nanos(Duration most) {
        long left = timeout.map(time -> time.toNanos() - (System.nanoTime() - start))
                .orElse(Long.MAX_VALUE);
        return Math.max(0, Math.min(left, most.toNanos()));
    }
}
