package dev.retune.execution;

import dev.retune.store.LeaseLostException;
import dev.retune.store.StoreException;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.study.TrialFailedException;
import dev.retune.study.TrialPrunedException;
import dev.retune.study.TrialStoppedException;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One run of a {@link Runner}. */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final String STOPPING = "the run is being stopped";

    /**
     * How long an idle worker waits before it asks again if no event wakes it; trials of other processes may have
     * ended.
     */
    private static final long PATIENCE_MILLIS = 100;

    /** The waiting time increases up to this. */
    private static final long LONGEST_PATIENCE_MILLIS = 1000;

    private final Study study;
    private final Objective objective;
    private final Duration grace;
    private final int storeAttempts;
    private final List<Thread> workers = new ArrayList<>();
    private final Set<String> causes = ConcurrentHashMap.newKeySet(); // of failures that were logged
    private final Set<Trial> atWork = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended;
    private @Nullable Throwable failure; // guarded by this

    /** @param storeAttempts how often a store that fails is tried, with pauses that double from 0.1 s on */
    Run(Study study, Objective objective, int threads, Duration grace, int storeAttempts) {
        this.study = study;
        this.objective = objective;
        this.grace = grace;
        this.storeAttempts = storeAttempts;
        this.ended = new CountDownLatch(threads);
        for (int i = 1; i <= threads; i++) {
            Thread worker = new Thread(this::work, "retune-worker-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
    }

    void run() {
        workers.forEach(Thread::start);
        boolean interrupted = false;
        while (ended.getCount() > 0 && !isStopping()) {
            try {
                ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        if (isStopping()) {
            interrupted |= endWithin(grace);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    void stop() {
        stopping.countDown();
        for (Trial trial : atWork) {
            trial.stop(STOPPING);
        }
        workers.forEach(Thread::interrupt);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Waits for the workers, then releases the trials that they still hold. @return whether this thread was interrupted
     */
    private boolean endWithin(Duration time) {
        boolean interrupted = false;
        try {
            ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true; // interrupted: no more waiting
        }
        for (Trial trial : atWork) {
            LOG.warn("Trial {} does not stop; giving it back", trial.number());
            release(trial);
        }
        return interrupted;
    }

    private synchronized void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void work() {
        try {
            long patience = PATIENCE_MILLIS;
            while (!isStopping()) {
                Optional<Trial> trial = withRetries(study::tryAsk);
                if (trial.isPresent()) {
                    work(trial.get());
                    patience = PATIENCE_MILLIS;
                } else if (withRetries(study::isOver)) {
                    return;
                } else {
                    pause(patience);
                    patience = Math.min(2 * patience, LONGEST_PATIENCE_MILLIS);
                }
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            ended.countDown();
        }
    }

    private void work(Trial trial) {
        trial.reachStore(this::withRetries);
        atWork.add(trial);
        if (isStopping()) {
            trial.stop(STOPPING);
        }
        try {
            Optional<Outcome> outcome = evaluate(trial);
            Thread.interrupted(); // whatever the objective left behind
            if (outcome.isPresent()) {
                tell(trial, outcome.get());
            } else {
                release(trial);
            }
        } finally {
            atWork.remove(trial);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** The outcome of the trial; empty if it was interrupted because the run is being stopped. */
    private Optional<Outcome> evaluate(Trial trial) {
        try {
            Measurement measurement = Objects.requireNonNull(objective.evaluate(trial), "the objective gave nothing");
            return Optional.of(checked(trial.prunedBecause()
                    .<Outcome>map(reason -> new Outcome.Pruned(measurement, reason))
                    .orElseGet(() -> new Outcome.Completed(measurement))));
        } catch (TrialPrunedException e) {
            Measurement reached = trial.lastReport()
                    .map(report -> Measurement.of(report.metric(), report.value()))
                    .orElseGet(() -> Measurement.of(Double.NaN));
            return Optional.of(new Outcome.Pruned(reached, String.valueOf(e.getMessage())));
        } catch (TrialStoppedException e) {
            return isStopping() ? Optional.empty() : Optional.of(new Outcome.Failed("stopped: " + e.getMessage()));
        } catch (StoreException e) { // not caused by the trial: it can be assigned again
            release(trial);
            throw e;
        } catch (Throwable e) { // also StackOverflowError, OutOfMemoryError, LinkageError: they fail this trial only
            log(trial, e);
            return isStopping() ? Optional.empty() : Optional.of(new Outcome.Failed(reason(e), cost(e)));
        }
    }

    /** With its stack trace the first time; a program's failure has none, and a reason of its own. */
    private void log(Trial trial, Throwable e) {
        String cause = e.getClass().getName() + (e.getStackTrace().length == 0 ? "" : " " + e.getStackTrace()[0]);
        if (e instanceof TrialFailedException || !causes.add(cause)) {
            LOG.debug("Trial {} failed", trial.number(), e);
        } else {
            LOG.warn("Trial {} failed; further failures at the same place are logged at DEBUG", trial.number(), e);
        }
    }

    /** The outcome, or a failure if what the objective measured does not fit the goals. */
    private Outcome checked(Outcome outcome) {
        try {
            return study.checked(outcome);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), outcome.toldCost());
        }
    }

    private static OptionalDouble cost(Throwable e) {
        return e instanceof TrialFailedException failed ? failed.cost() : OptionalDouble.empty();
    }

    private static String reason(Throwable e) {
        String type = e.getClass().getSimpleName();
        String message = e.getMessage();
        if (message != null && e instanceof TrialFailedException) {
            return message;
        }
        if (message != null && !message.isBlank()) {
            return type + ": " + message;
        }
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? type : type + " at " + trace[0];
    }

    private void tell(Trial trial, Outcome outcome) {
        try {
            withRetries(() -> {
                study.tell(trial, outcome);
                return true;
            });
        } catch (StoreException e) {
            throw new StoreException(
                    "The outcome of trial %s (%s) could not be stored: %s"
                            .formatted(trial.number(), text(outcome), e.getMessage()),
                    e);
        } catch (LeaseLostException e) {
            LOG.warn("The outcome of trial {} is not kept: {}", trial.number(), e.getMessage());
        } catch (IllegalStateException e) {
            if (!isStopping()) {
                throw e;
            } // otherwise it was released because it did not end in time
        }
    }

    private static String text(Outcome outcome) {
        String measured = outcome.measured().map(Run::text).orElse("");
        return switch (TrialRecord.State.of(outcome)) {
            case PRUNED -> "pruned at " + measured;
            case FAILED -> "failed: " + outcome.why().orElse("");
            default -> measured;
        };
    }

    private static String text(Measurement measurement) {
        return measurement.metrics().stream()
                .map(metric -> (measurement.metrics().size() > 1 ? metric.metric() + " = " : "") + metric.value())
                .collect(Collectors.joining(", "));
    }

    private void release(Trial trial) {
        try {
            study.release(trial);
        } catch (StoreException e) {
            LOG.warn(
                    "Trial {} could not be released ({}); if its store has it still, it waits again once its"
                            + " lease has run out",
                    trial.number(),
                    e.getMessage());
        } catch (IllegalStateException | LeaseLostException e) {
            LOG.debug("Trial {} has ended meanwhile", trial.number());
        }
    }

    /**
     * Store access for the objective: a running trial waits for the store as long as its outcome would, unless it
     * should stop.
     */
    private <T> T withRetries(Trial trial, Supplier<T> call) {
        boolean[] again = {false};
        return withRetries(() -> {
            if (again[0]) {
                trial.throwIfStopped();
            }
            again[0] = true;
            return call.get();
        });
    }

    private <T> T withRetries(Supplier<T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.get();
            } catch (StoreException e) {
                if (attempt == storeAttempts) {
                    throw e;
                }
                if (attempt == 1) {
                    LOG.warn("{}; trying again", e.getMessage());
                }
                pause(isStopping() ? PATIENCE_MILLIS : 50L << attempt);
            }
        }
    }

    /** Waits until a trial has ended, at most this long. */
    private void pause(long millis) {
        try {
            synchronized (this) {
                wait(millis);
            }
        } catch (InterruptedException e) {
            LOG.debug("woken: {}", STOPPING);
        }
    }

    private void fail(Throwable e) {
        synchronized (this) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        stop();
    }
}
