package dev.retune.execution;

import dev.retune.study.Objective;
import dev.retune.study.Study;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Runs an objective on threads until its study is closed. An exception or error of the objective fails only its trial.
 */
public final class Runner {

    /**
     * The pauses between the attempts add up to 13 seconds; in each attempt a store waits up to half a minute, so an
     * unavailable store is given up after four minutes.
     */
    private static final int STORE_ATTEMPTS = 8;

    private final int threads;
    private final Duration grace;
    private boolean stopped; // guarded by this, like the next field
    private @Nullable Run current;

    private Runner(int threads, Duration grace) {
        if (threads < 1) {
            throw new IllegalArgumentException("A runner with %s threads: it needs at least 1".formatted(threads));
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("A grace period of %s: it must be 0 or more".formatted(grace));
        }
        this.threads = threads;
        this.grace = grace;
    }

    /** One trial after the other: repeats bit for bit. */
    public static Runner sequential() {
        return parallel(1);
    }

    /** Up to {@code threads} trials at once. */
    public static Runner parallel(int threads) {
        return new Runner(threads, Duration.ofSeconds(3));
    }

    /**
     * The same with another grace period, the time within which trials must end after {@link #stop()}; 3 seconds by
     * default.
     */
    public Runner grace(Duration grace) {
        return new Runner(threads, grace);
    }

    /**
     * Runs trials until the study is {@linkplain Study#isOver() over}, including trials that other processes released,
     * or until {@link #stop()} is called; an interrupt of the calling thread stops it, too. All trials that were
     * assigned to this runner are then told or released.
     *
     * @throws dev.retune.store.StoreException if the store fails permanently; the message contains the outcomes that
     *     could not be stored
     * @throws RuntimeException if the strategy fails
     */
    public void run(Study study, Objective objective) {
        Run run = new Run(study, objective, threads, grace, STORE_ATTEMPTS);
        synchronized (this) {
            if (stopped) {
                return;
            }
            if (current != null) {
                throw new IllegalStateException("This runner is running a study already: take another one");
            }
            current = run;
        }
        try {
            run.run();
        } finally {
            synchronized (this) {
                current = null;
            }
        }
    }

    /**
     * Ends the run, from any thread. Running trials are interrupted and released, so a resumed study runs them again;
     * those that have not ended after the grace period are released then. While the store is unavailable, the release
     * of each trial waits for it, half a minute or more. A stopped runner stays stopped.
     */
    public synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.stop();
        }
    }
}
