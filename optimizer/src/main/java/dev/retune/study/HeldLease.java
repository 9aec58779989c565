package dev.retune.study;

import dev.retune.store.Lease;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** A lease of this process, renewed in the background until {@link #drop()}, or until it is lost. */
final class HeldLease {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final StoredStudy stored;
    private final Lease lease;
    private final Duration duration;
    private volatile boolean lost;

    private HeldLease(StoredStudy stored, Lease lease, Duration duration) {
        this.stored = stored;
        this.lease = lease;
        this.duration = duration;
    }

    /** @param duration the duration of the lease */
    static HeldLease begin(StoredStudy stored, Lease lease, Duration duration) {
        HeldLease held = new HeldLease(stored, lease, duration);
        LeaseRenewer.add(held);
        return held;
    }

    StoredStudy stored() {
        return stored;
    }

    Lease lease() {
        return lease;
    }

    Duration duration() {
        return duration;
    }

    /** Whether the lease is known to be lost. */
    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
        drop();
    }

    /** Stops renewing it. */
    void drop() {
        LeaseRenewer.remove(this);
    }

    void renew() {
        try {
            stored.renew(lease, duration);
        } catch (LeaseLostException e) {
            lose();
        } catch (StoreException e) {
            LOG.warn("The lease of trial {} could not be renewed; trying again: {}", lease.trial(), e.getMessage());
        } catch (RuntimeException | Error e) { // so that no renewal follows
            LOG.warn("The lease of trial {} could not be renewed; trying again", lease.trial(), e);
        }
    }

    /** Releases the trial because of an error, which is thrown on. */
    void releaseAfter(Throwable error) {
        try {
            release();
        } catch (StoreException | LeaseLostException suppressed) {
            error.addSuppressed(suppressed);
        }
    }

    /** Releases the trial. */
    void release() {
        drop();
        stored.release(lease);
    }
}
