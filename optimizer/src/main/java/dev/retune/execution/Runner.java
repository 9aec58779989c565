package dev.retune.execution;

import dev.retune.study.Objective;
import dev.retune.study.Study;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Runs an objective on threads until its study is closed. An objective that fails, in whatever way, fails its trial
 * only.
 */
public final class Runner {

    /**
     * The pauses between them are 13 seconds; the stores wait half a minute in each, so it is four minutes if they are
     * away.
     */
    private static final int STORE_ATTEMPTS = 8;

    private final int threads;
    private final Duration grace;
    private boolean stopped; // guarded by this, as the next
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

    /** Up to so many trials at once. */
    public static Runner parallel(int threads) {
        return new Runner(threads, Duration.ofSeconds(3));
    }

    /** The same with another time that trials have to end in after {@link #stop()}; 3 seconds if not given. */
    public Runner grace(Duration grace) {
        return new Runner(threads, grace);
    }

    /**
     * Works on the study until it is {@linkplain Study#isOver() over}, so that it takes up what other processes leave
     * behind, or until {@link #stop()} is called; an interrupt of the calling thread stops it, too. All trials that
     * this runner was handed out are then told or given back.
     *
     * @throws dev.retune.store.StoreException if the store fails for good; what could not be told is in the message
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
     * Ends the run, from any thread. Trials at work are interrupted and given back, so a resumed study takes them up
     * again; those that have not ended after the grace period are given back then. That is the end of the run, unless
     * the store is away: each trial that is given back waits for it, half a minute or more. A stopped runner stays
     * stopped.
     */
    public synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.stop();
        }
    }
}
