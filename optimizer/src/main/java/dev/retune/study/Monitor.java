package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.study.CachedStudy.Moment;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Observes a stored study: its progress and its workers. Changes nothing, and reads only what is new. */
public final class Monitor {

    private final CachedStudy cached;

    private Monitor(StoredStudy stored) {
        this.cached = new CachedStudy(stored);
    }

    public static Monitor of(StoredStudy stored) {
        return new Monitor(stored);
    }

    /** The current state of the study. */
    public synchronized View look() {
        Moment moment = cached.moment();
        List<Held> held = moment.leases().stream()
                .map(lease -> new Held(
                        lease,
                        cached.find(lease.trial()),
                        lease.isExpired(moment.now()) || Worker.isGone(lease.worker())))
                .toList();
        return new View(moment.now(), moment.progress(), held);
    }

    /**
     * A study at one moment.
     *
     * @param now by the store's clock
     * @param progress its progress
     * @param held the trials of its workers, including workers whose last heartbeat is too old
     */
    public record View(Instant now, Progress progress, List<Held> held) {
        public View {
            held = List.copyOf(held);
        }
    }

    /**
     * A trial that is assigned to a worker.
     *
     * @param lease the worker and the expiry
     * @param trial the trial; empty while its proposal is being computed
     * @param isLost whether the worker is known to have ended, or its last heartbeat is so old that the trial is free
     */
    public record Held(Lease lease, Optional<TrialRecord> trial, boolean isLost) {}
}
