package dev.retune.store.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long one has tried again. The pauses are drawn at random below a bound that doubles from a tenth of a
 * millisecond on, but not for long where others are in the way: whoever has waited does not come off worse than a
 * newcomer, who finds as many before it.
 */
final class RetryBackoff implements AutoCloseable {

    /** Nothing is said about shorter waits. */
    private static final long SILENT_NANOS = 2_000_000_000L;

    private static final long WORTH_SAYING_NANOS = 5_000_000_000L;

    private static final long FIRST_NANOS = 100_000;
    private static final long LONGEST_NANOS = 5_000_000;
    private static final long LONG_NANOS = 400_000_000;

    private final long start = System.nanoTime();
    private long bound = FIRST_NANOS;
    private boolean said;
    private boolean interrupted;

    boolean isOver(Duration most) {
        return System.nanoTime() - start > most.toNanos();
    }

    /** True once: when it is time to say that one waits, and will for long. */
    boolean isTried(Duration most) {
        long waited = System.nanoTime() - start;
        boolean first = !said && waited > SILENT_NANOS && most.toNanos() - waited > WORTH_SAYING_NANOS;
        said |= first;
        return first;
    }

    /** Until others may be done. An interrupt is kept for later: what is under way is finished first. */
    void pause() {
        pauseUpTo(LONGEST_NANOS);
    }

    /** Until a store that cannot be reached may be back. */
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
