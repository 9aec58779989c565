package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.study.CachedStudy.Moment;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Watches a stored study from outside: who works on what. Changes nothing, and reads only what is new. */
public final class Monitor {

    private final CachedStudy mirror;

    private Monitor(StoredStudy stored) {
        this.mirror = new CachedStudy(stored);
    }

    public static Monitor of(StoredStudy stored) {
        return new Monitor(stored);
    }

    /** The study as it is now. */
    public synchronized View look() {
        Moment moment = mirror.moment();
        List<Held> held = moment.leases().stream()
                .map(lease -> new Held(
                        lease,
                        mirror.find(lease.trial()),
                        lease.isExpired(moment.now()) || Worker.isGone(lease.worker())))
                .toList();
        return new View(moment.now(), moment.progress(), held);
    }

    /**
     * A study at a moment.
     *
     * @param now by the store's clock
     * @param progress how far it is
     * @param held what its workers hold, those included that have not been heard of for too long
     */
    public record View(Instant now, Progress progress, List<Held> held) {
        public View {
            held = List.copyOf(held);
        }
    }

    /**
     * What a worker holds.
     *
     * @param lease who, and until when
     * @param trial on which trial it works; empty while its proposal is being computed
     * @param isLost whether it is known to have ended, or was not heard of for so long that the trial is free
     */
    public record Held(Lease lease, Optional<TrialRecord> trial, boolean isLost) {}
}
