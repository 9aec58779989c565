package dev.retune.store;

import java.time.Instant;

/**
 * A worker's lease of a trial.
 *
 * @param trial the trial's number
 * @param worker the name of the worker
 * @param token the fencing token, larger than that of every earlier lease of the study
 * @param attempt how often the trial was assigned, including this time, but without those that ended by a release
 * @param renewed the last heartbeat, by the store's clock
 * @param expires when the trial may be assigned again, by the store's clock
 */
public record Lease(int trial, String worker, long token, int attempt, Instant renewed, Instant expires) {

    /** Whether it has run out. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
