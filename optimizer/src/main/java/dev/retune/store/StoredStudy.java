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
 * and writes with it. When a lease runs out by the store's clock, the trial may be assigned again, and from then on a
 * write with the old lease is rejected with {@link LeaseLostException}. Each method is one transaction.
 */
public interface StoredStudy {

    StudyDefinition definition();

    /** When the study was created. */
    Instant created();

    /**
     * The changes of the study after a revision; 0 stands for the beginning. It takes one query, since workers call it
     * all the time.
     */
    Look look(long revision);

    /**
     * The current records of the trials that were changed after a revision, in the order of their changes; 0 stands for
     * the beginning. Reserved numbers without a configuration are left out.
     */
    default Changes changesSince(long revision) {
        return look(revision).changes();
    }

    /** The leases of all running and reserved trials, including those that have run out. */
    List<Lease> leases();

    /**
     * Adds a waiting trial.
     *
     * @param limit the largest number of trials
     * @return its number; empty if there are that many already
     */
    OptionalInt enqueue(Proposal proposal, int limit);

    /**
     * Reserves the next number, from which randomness can be derived before there is a proposal: the lowest one that
     * was reserved but got no configuration, or else a new one.
     *
     * @param limit the largest number of trials
     * @return empty if there are that many already
     */
    Optional<Lease> reserve(String worker, Duration lease, int limit);

    /**
     * Makes a reserved number a running trial, {@linkplain TrialRecord#started() started} when it was reserved.
     *
     * @param basis the revision of the history from which the proposal was computed
     */
    TrialRecord fill(Lease lease, Proposal proposal, long basis);

    /**
     * The same, unless another trial has got the same configuration since the proposal was computed, as happens if
     * several processes propose at the same time.
     *
     * @param basis the revision of the history from which the proposal was computed
     * @return empty if the configuration is taken; then no trial has changed
     */
    Optional<TrialRecord> fillUnlessTaken(Lease lease, Proposal proposal, long basis);

    /**
     * Leases the waiting trial with the lowest number: enqueued, released, or with a lease that has run out. One whose
     * worker was lost more than {@code retries} times fails instead, and keeps its reports.
     */
    Optional<Claim> claim(String worker, Duration lease, int retries);

    /** Extends a lease to {@code duration} from now, also one that has run out, if the trial was not assigned again. */
    void renew(Lease lease, Duration duration);

    /** Adds an intermediate value; it replaces an earlier one of the same step and metric. */
    void report(Lease lease, Report report);

    /** Adds to the trial's attributes. */
    void note(Lease lease, Map<String, ?> attributes);

    /** Ends the trial and the lease. Repeating it with the same outcome has no effect. */
    void finish(Lease lease, Outcome outcome);

    /**
     * Releases the trial, which waits as if it had not been assigned; a number that was only reserved becomes free.
     * Repeating it before the next assignment has no effect.
     */
    void release(Lease lease);

    /** Ends the lease of a worker that is known to have ended, as if it had run out. Repeating it has no effect. */
    void expire(Lease lease);

    /**
     * All events of the trials except notes, in the order of their revisions. From them the history at any revision can
     * be reconstructed.
     */
    List<Event> events();

    /** The last checkpoint of a trial. */
    Optional<byte[]> checkpoint(int trial);

    /** Saves a checkpoint from which the trial, or one that continues it, can continue; it replaces an earlier one. */
    void saveCheckpoint(Lease lease, byte[] content);

    /** The outcome of a trial whose workers were lost too often. */
    static Outcome abandoned(int assigned) {
        return new Outcome.Failed("its worker was lost each of the %s times that it was assigned".formatted(assigned));
    }

    /** An assigned waiting trial. */
    record Claim(Lease lease, TrialRecord trial) {}

    /**
     * A study at one moment.
     *
     * @param epoch if it differs from an earlier one, earlier results may have been undone by a crash of the store's
     *     server: read everything anew
     * @param now the time by the store's clock
     * @param changes the changes
     * @param leases the leases of the changed trials
     */
    record Look(int epoch, Instant now, Changes changes, List<Lease> leases) {
        public Look {
            leases = List.copyOf(leases);
        }
    }

    /**
     * The changes since a revision.
     *
     * @param revision the current revision
     * @param trials the trials that were changed, in the order of their changes
     */
    record Changes(long revision, List<TrialRecord> trials) {
        public Changes {
            trials = List.copyOf(trials);
        }
    }
}
