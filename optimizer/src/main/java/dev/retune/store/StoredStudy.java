package dev.retune.store;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A study in a store. A trial is owned by a {@link Lease}: a worker gets one with a new or a waiting trial, renews it,
 * and writes with it. When a lease runs out by the store's clock the trial may be handed out again, and from then on a
 * write with the old lease is refused with {@link LeaseLostException}. Each method is one transaction.
 */
public interface StoredStudy {

    StudyDefinition definition();

    /** When the study was created. */
    Instant created();

    /**
     * The study now, as far as it has changed after a revision; 0 stands for the beginning. One reading: workers ask
     * for it all the time.
     */
    Look look(long revision);

    /**
     * The trials that were changed after a revision, as they are now, in the order of their changes; 0 stands for the
     * beginning. Numbers that are reserved but not filled are left out.
     */
    default Changes changesSince(long revision) {
        return look(revision).changes();
    }

    /** Who works on what: the leases of all running and reserved trials, those that have run out included. */
    List<Lease> leases();

    /**
     * Adds a waiting trial.
     *
     * @param limit how many trials there may be
     * @return its number, or nothing if there are that many
     */
    OptionalInt enqueue(Proposal proposal, int limit);

    /**
     * Takes the next number, so that randomness can be derived from it before there is a proposal: the lowest that was
     * reserved but never filled, or else a new one.
     *
     * @param limit how many trials there may be
     * @return nothing if there are that many
     */
    Optional<Lease> reserve(String worker, Duration lease, int limit);

    /**
     * Makes a reserved number a running trial, {@linkplain TrialRecord#started() started} when it was reserved.
     *
     * @param basis the revision of the history that the proposal was computed from
     */
    TrialRecord fill(Lease lease, Proposal proposal, long basis);

    /**
     * Takes the waiting trial of the lowest number: enqueued, released, or with a lease that has run out. One that was
     * handed out and lost more than {@code retries} times fails instead, its reports kept.
     */
    Optional<Claim> claim(String worker, Duration lease, int retries);

    /**
     * Moves the end of a lease to {@code duration} from now; also one that has run out, if nobody took the trial since.
     */
    void renew(Lease lease, Duration duration);

    /** Adds an intermediate value; one for a step that is there already takes its place. */
    void report(Lease lease, Report report);

    /** Adds to the trial's attributes. */
    void note(Lease lease, Map<String, ?> attributes);

    /** Ends the trial, and with it the lease. Doing it again with the same outcome does nothing. */
    void finish(Lease lease, Outcome outcome);

    /**
     * Gives the trial back, to wait as if it had not been handed out; a number that was only reserved becomes free.
     * Doing it again before it is handed out does nothing.
     */
    void release(Lease lease);

    /**
     * Ends the lease of a worker that is known to be dead, as if it had run out. Doing it again does nothing, either.
     */
    void expire(Lease lease);

    /**
     * All that happened to the trials, in the order of its revisions; notes are left out. So the history as it was at
     * any revision can be put together again.
     */
    List<Event> events();

    /** The bytes that a trial saved last. */
    Optional<byte[]> checkpoint(int trial);

    /** Saves bytes from which the trial, or one that continues it, can go on; they take the place of earlier ones. */
    void saveCheckpoint(Lease lease, byte[] content);

    /** The end of a trial whose workers were lost too often. */
    static Outcome abandoned(int handedOut) {
        return new Outcome.Failed(
                "its worker was lost each of the %s times that it was handed out".formatted(handedOut));
    }

    /** A waiting trial, handed out. */
    record Claim(Lease lease, TrialRecord trial) {}

    /**
     * A study at a moment.
     *
     * @param epoch another one than before means that what was read before may have been taken back, by a crash of the
     *     store's server: read all of it anew
     * @param now the time by the store's clock
     * @param changes what has changed
     * @param leases who holds the trials that have changed
     */
    record Look(int epoch, Instant now, Changes changes, List<Lease> leases) {
        public Look {
            leases = List.copyOf(leases);
        }
    }

    /**
     * What happened since a revision.
     *
     * @param revision the revision now
     * @param trials the trials that were changed, in the order of their changes
     */
    record Changes(long revision, List<TrialRecord> trials) {
        public Changes {
            trials = List.copyOf(trials);
        }
    }
}
