package dev.retune.cli;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and similar signals while something runs: they ask it to stop, and the process ends when it has stopped, with
 * {@link ExitCode#INTERRUPTED}.
 */
final class Interrupts implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean happened;
    private volatile @Nullable Thread interruptible;

    /** What can be interrupted. */
    interface Work<T> {
        Optional<T> run() throws InterruptedException;
    }

    private Interrupts(Runnable stop) {
        hook = new Thread(() -> end(stop), "retune-interrupted");
    }

    /** Runs {@code stop} when a signal comes, until it is closed. */
    static Interrupts to(Runnable stop) {
        Interrupts interrupts = new Interrupts(stop);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    boolean happened() {
        return happened;
    }

    /** What {@code work} gives; nothing if a signal comes, which interrupts it. */
    <T> Optional<T> unlessItHappens(Work<T> work) {
        interruptible = Thread.currentThread();
        try {
            return happened ? Optional.empty() : work.run();
        } catch (InterruptedException e) {
            return Optional.empty();
        } finally {
            interruptible = null;
            boolean ignored = Thread.interrupted();
        }
    }

    private void end(Runnable stop) {
        happened = true;
        stop.run();
        Thread working = interruptible;
        if (working != null) {
            working.interrupt();
        }
        try {
            boolean ignored = done.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        if (happened) {
            done.countDown();
        } else {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                done.countDown(); // the signal came just now
            }
        }
    }
}
