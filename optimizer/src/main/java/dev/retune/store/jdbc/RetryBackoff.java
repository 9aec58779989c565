package dev.retune.store.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The pauses between retries. They are drawn at random below a bound that doubles from a tenth of a millisecond on; for
 * contention the bound stays small, so that a waiting process is not at a disadvantage against a new one.
 */
final class RetryBackoff implements AutoCloseable {

    /** Shorter waits are not logged. */
    private static final long SILENT_NANOS = 2_000_000_000L;

    private static final long WORTH_SAYING_NANOS = 5_000_000_000L;

    private static final long FIRST_NANOS = 100_000;
    private static final long LONGEST_NANOS = 5_000_000;
    private static final long LONG_NANOS = 400_000_000;

    private final long start = System.nanoTime();
    private long bound = FIRST_NANOS;
    private boolean logged;
    private boolean interrupted;

    boolean isOver(Duration most) {
        return System.nanoTime() - start > most.toNanos();
    }

    /** True once, when the wait should be logged. */
    boolean isTried(Duration most) {
        long waited = System.nanoTime() - start;
        boolean first = !logged && waited > SILENT_NANOS && most.toNanos() - waited > WORTH_SAYING_NANOS;
        logged |= first;
        return first;
    }

    /** Waits for concurrent transactions. An interrupt is deferred, so that the current call is finished. */
    void pause() {
        pauseUpTo(LONGEST_NANOS);
    }

    /** Waits for a store that cannot be reached. */
    void pauseLong() {
        pauseUpTo(LONG_NANOS);
    }

    private void pauseUpTo(long longest) {
        pause(Math.min(bound, longest));
        bound = Math.min(2 * bound, LONG_NANOS);
    }

    private void pause(long most) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most));
        interrupted |= Thread.interrupted();
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
