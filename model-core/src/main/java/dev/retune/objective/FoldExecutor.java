package dev.retune.objective;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Runs work on the folds of one trial, on the calling thread and further threads of its own, which end when it is
 * closed. Results do not depend on which thread works on which fold.
 */
final class FoldExecutor implements AutoCloseable {

    private final IntSupplier size;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private @Nullable ExecutorService others; // once they are needed

    /** @param size the most threads to use now, including the calling one */
    FoldExecutor(IntSupplier size) {
        this.size = size;
    }

    int size() {
        return Math.max(1, size.getAsInt());
    }

    /**
     * Runs work on each fold. No thread is working when this method ends.
     *
     * @throws RuntimeException of the first fold that failed; the folds before it are done
     * @throws InterruptedException if a thread is interrupted; folds that were not started are left out
     */
    void each(List<FoldTraining> folds, Consumer<FoldTraining> work) throws InterruptedException {
        Round round = new Round(folds, work);
        int helpers = Math.min(size(), folds.size()) - 1;
        CountDownLatch running = new CountDownLatch(helpers);
        try {
            for (int i = 0; i < helpers; i++) {
                others().execute(() -> {
                    try {
                        round.work();
                    } catch (InterruptedException e) {
                        round.interrupt(); // closed, or interrupted by a learner
                    } finally {
                        running.countDown();
                    }
                });
            }
            round.work();
            running.await();
        } catch (InterruptedException | RuntimeException | Error e) {
            round.stop();
            close();
            throw e;
        }
        round.throwFirst();
    }

    private ExecutorService others() {
        ExecutorService running = others;
        if (running == null) {
            String name = Thread.currentThread().getName() + "-folds";
            running = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            });
            others = running;
        }
        return running;
    }

    /** Interrupts the threads, and waits until they have ended. */
    @Override
    public void close() {
        if (others == null) {
            return;
        }
        others.shutdownNow();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the training was interrupted");
        }
    }

    /** Folds that free threads take, one after the other. */
    private static final class Round {

        private final List<FoldTraining> folds;
        private final Consumer<FoldTraining> work;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<Throwable> failures;
        private volatile boolean interrupted;

        Round(List<FoldTraining> folds, Consumer<FoldTraining> work) {
            this.folds = folds;
            this.work = work;
            this.failures = new AtomicReferenceArray<>(folds.size());
        }

        void work() throws InterruptedException {
            for (int i = next.getAndIncrement(); i < folds.size(); i = next.getAndIncrement()) {
                throwIfInterrupted();
                try {
                    work.accept(folds.get(i));
                } catch (RuntimeException | Error e) {
                    if (e instanceof CancellationException) {
                        throwIfInterrupted();
                    }
                    failures.set(i, e);
                    stop();
                }
            }
        }

        /** Leaves out folds that no thread has taken. */
        void stop() {
            next.set(folds.size());
        }

        void interrupt() {
            interrupted = true;
            stop();
        }

        void throwFirst() throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException("the training was interrupted");
            }
            for (int i = 0; i < folds.size(); i++) {
                Throwable failure = failures.get(i);
                if (failure instanceof RuntimeException e) {
                    throw e;
                }
                if (failure instanceof Error e) {
                    throw e;
                }
            }
        }
    }
}
