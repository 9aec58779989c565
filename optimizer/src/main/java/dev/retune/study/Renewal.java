package dev.retune.study;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of this process in the background, four times in a lease, on one daemon thread. It looks round twice a
 * second, so that starting and ending a trial costs next to nothing, and ends when there has been nothing to do for a while.
 */
final class Renewal {

    /** Below it, looking round twice a second might come too late. */
    static final Duration SHORTEST_LEASE = Duration.ofSeconds(4);

    private static final long ROUND_MILLIS = 500;
    private static final int IDLE_ROUNDS = 20;
    private static final Map<Hold, Long> DUE = new ConcurrentHashMap<>(); // by the clock of System.nanoTime
    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private static @Nullable ScheduledFuture<?> rounds; // guarded by the class, as the next
    private static int idle;

    private Renewal() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "retune-leases");
            thread.setDaemon(true);
            return thread;
        });
        clock.setKeepAliveTime(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    static void add(Hold hold) {
        DUE.put(hold, due(hold));
        begin();
    }

    static void remove(Hold hold) {
        DUE.remove(hold);
    }

    private static long due(Hold hold) {
        return System.nanoTime() + hold.duration().toNanos() / 4;
    }

    private static synchronized void begin() {
        idle = 0;
        if (rounds == null) {
            rounds = CLOCK.scheduleWithFixedDelay(Renewal::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void round() {
        for (Map.Entry<Hold, Long> entry : DUE.entrySet()) {
            if (System.nanoTime() - entry.getValue() >= 0) {
                entry.getKey().renew();
                DUE.replace(entry.getKey(), due(entry.getKey()));
            }
        }
        endIfIdle();
    }

    private static synchronized void endIfIdle() {
        idle = DUE.isEmpty() ? idle + 1 : 0;
        if (idle >= IDLE_ROUNDS && rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }
}
