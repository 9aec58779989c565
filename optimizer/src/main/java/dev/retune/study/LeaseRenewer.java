package dev.retune.study;

import dev.retune.store.StoredStudy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of this process in the background, four times per lease. One daemon thread checks them twice a
 * second, so that starting and ending a trial costs almost nothing, and ends after a while without leases. Renewals of
 * each study run on their own thread, so that an unavailable store does not delay those of other stores.
 */
final class LeaseRenewer {

    /** With a shorter lease, checking twice a second might be too late. */
    static final Duration SHORTEST_LEASE = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewer.class);

    private static final long ROUND_MILLIS = 500;
    private static final int IDLE_ROUNDS = 20;
    private static final Map<HeldLease, Long> DUE = new ConcurrentHashMap<>(); // by the clock of System.nanoTime
    // studies whose leases are being renewed
    private static final Set<StoredStudy> AT_WORK = ConcurrentHashMap.newKeySet();
    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private static final Executor WORKERS = Executors.newCachedThreadPool(LeaseRenewer::daemon);
    private static @Nullable ScheduledFuture<?> rounds; // guarded by the class, like the next field
    private static int idle;

    private LeaseRenewer() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, LeaseRenewer::daemon);
        clock.setKeepAliveTime(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "retune-leases");
        thread.setDaemon(true);
        return thread;
    }

    static void add(HeldLease held) {
        DUE.put(held, due(held));
        begin();
    }

    static void remove(HeldLease held) {
        DUE.remove(held);
    }

    private static long due(HeldLease held) {
        return System.nanoTime() + held.duration().toNanos() / 4;
    }

    private static synchronized void begin() {
        idle = 0;
        if (rounds == null) {
            rounds = CLOCK.scheduleWithFixedDelay(
                    LeaseRenewer::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void round() {
        for (HeldLease held : DUE.keySet()) {
            if (isDue(held) && AT_WORK.add(held.stored())) {
                begin(held.stored());
            }
        }
        endIfIdle();
    }

    private static void begin(StoredStudy stored) {
        try {
            WORKERS.execute(() -> renew(stored));
        } catch (RuntimeException | Error e) { // for example, no thread could be created; renewals must go on
            AT_WORK.remove(stored);
            LOG.warn("Leases could not be renewed; trying again", e);
        }
    }

    private static void renew(StoredStudy stored) {
        try {
            for (HeldLease held : DUE.keySet()) {
                if (held.stored() == stored && isDue(held)) {
                    held.renew();
                    DUE.replace(held, due(held));
                }
            }
        } finally {
            AT_WORK.remove(stored);
        }
    }

    private static boolean isDue(HeldLease held) {
        Long due = DUE.get(held);
        return due != null && System.nanoTime() - due >= 0;
    }

    private static synchronized void endIfIdle() {
        idle = DUE.isEmpty() ? idle + 1 : 0;
        if (idle >= IDLE_ROUNDS && rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }
}
