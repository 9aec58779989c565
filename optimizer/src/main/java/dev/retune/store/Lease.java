package dev.retune.store;

import java.time.Instant;

/**
 * A worker's hold on a trial.
 *
 * @param trial the trial's number
 * @param worker who holds it
 * @param token the fencing token: every lease of a study has a larger one than those before it
 * @param attempt how often the trial was handed out, this time included; not counting when it was given back
 * @param renewed when the worker was last heard of, by the store's clock
 * @param expires when the trial may be handed out again, by the store's clock
 */
public record Lease(int trial, String worker, long token, int attempt, Instant renewed, Instant expires) {

    /** Whether it has run out. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
