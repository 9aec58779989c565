package dev.retune.learner.smile;

import smile.math.MathEx;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Runs Smile so that the same seed gives the same numbers on every machine.
 *
 * <p>Smile draws from a thread-local generator, and adds up in parallel streams, whose order of addition depends on the
 * number of threads of the pool. Therefore each piece of work runs alone on a pool of one thread, which is seeded
 * first. There, streams are always split in the same way, and take no cores from other trials.
 */
final class DeterministicSmile {

    /** Idle pools; their threads end after a minute without work. */
    private static final ConcurrentLinkedDeque<ForkJoinPool> IDLE = new ConcurrentLinkedDeque<>();

    private DeterministicSmile() {}

    /** @throws RuntimeException what the work throws */
    static <T> T run(long seed, Supplier<T> work) {
        ForkJoinPool known = IDLE.poll();
        ForkJoinPool pool = known == null ? new ForkJoinPool(1) : known;
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                seed(seed);
                                return work.get();
                            },
                            pool)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            IDLE.add(pool);
        }
    }

    /**
     * Smile keeps all used seeds in a set without locks: hence the lock, and at most 65,536 seeds, none of them 0 or 1.
     */
    private static synchronized void seed(long seed) {
        MathEx.setSeed(2 + (seed >>> 48));
    }
}
