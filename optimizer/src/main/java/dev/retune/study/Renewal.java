package dev.retune.study;

import dev.retune.store.LeaseLost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renews the leases of this process's trials in the background, four times in a lease, on one daemon thread. It looks round
 * twice a second, so that starting and ending a trial costs next to nothing, and ends when there has been nothing to do for
 * a while.
 */
final class Renewal {

    /** Below it, looking round twice a second might come too late. */
    static final Duration SHORTEST_LEASE = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final long ROUND_MILLIS = 500;
    private static final int IDLE_ROUNDS = 20;
    private static final Map<Trial, Long> DUE = new ConcurrentHashMap<>(); // by the clock of System.nanoTime
    private static @Nullable Thread thread; // guarded by the class

    private Renewal() {}

    static void start(Trial trial) {
        DUE.put(trial, due(trial));
        startThread();
    }

    static void stop(Trial trial) {
        DUE.remove(trial);
    }

    private static long due(Trial trial) {
        return System.nanoTime() + trial.study().lease().toNanos() / 4;
    }

    private static synchronized void startThread() {
        if (thread == null) {
            thread = new Thread(Renewal::renewAll, "retune-leases");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether there is nothing to do; then the thread ends, and the next trial starts another. */
    private static synchronized boolean isOver() {
        boolean over = DUE.isEmpty();
        if (over) {
            thread = null;
        }
        return over;
    }

    private static void renewAll() {
        int idle = 0;
        while (idle < IDLE_ROUNDS || !isOver()) {
            try {
                Thread.sleep(ROUND_MILLIS);
            } catch (InterruptedException e) {
                LOG.debug("somebody interrupted the renewal of leases; going on");
            }
            idle = DUE.isEmpty() ? idle + 1 : 0;
            for (Map.Entry<Trial, Long> entry : DUE.entrySet()) {
                if (System.nanoTime() - entry.getValue() >= 0) {
                    renew(entry.getKey());
                    DUE.replace(entry.getKey(), due(entry.getKey()));
                }
            }
        }
    }

    private static void renew(Trial trial) {
        try {
            trial.study().stored().renew(trial.lease(), trial.study().lease());
        } catch (LeaseLost e) {
            trial.takenAway();
            stop(trial);
        } catch (RuntimeException e) {
            LOG.warn("The lease of trial {} could not be renewed; trying again: {}", trial.number(), e.getMessage());
        }
    }
}
