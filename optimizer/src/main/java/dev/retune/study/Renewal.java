package dev.retune.study;

import dev.retune.store.LeaseLost;
import dev.retune.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Renews leases in the background, on one daemon thread that exists while there is a trial at work. */
final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private Renewal() {}

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "retune-leases");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Renews four times in a lease, until cancelled. */
    static Future<?> start(Trial trial, Duration lease) {
        long period = Math.max(1, lease.toMillis() / 4);
        return EXECUTOR.scheduleWithFixedDelay(() -> renew(trial, lease), period, period, TimeUnit.MILLISECONDS);
    }

    private static void renew(Trial trial, Duration lease) {
        try {
            trial.study().stored().renew(trial.lease(), lease);
        } catch (LeaseLost e) {
            trial.takenAway();
        } catch (StoreException e) {
            LOG.warn("The lease of trial {} could not be renewed; trying again: {}", trial.number(), e.getMessage());
        }
    }
}
