package dev.retune.store;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** An event of a trial. */
public sealed interface Event {

    /** The study's revision after it. */
    long revision();

    /** The trial's number. */
    int number();

    /**
     * The trial after it. Its starting time is the epoch, since it is not stored.
     *
     * @param before the trial before it; empty if it did not exist yet
     */
    TrialRecord after(Optional<TrialRecord> before);

    /**
     * It was enqueued, or proposed and assigned.
     *
     * @param proposal with its resource
     * @param basis the revision that the proposal was computed from; empty if it was enqueued
     */
    record Filled(long revision, int number, Proposal proposal, OptionalLong basis) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            TrialRecord waiting = TrialRecord.waiting(
                    number, proposal.configuration(), proposal.resource().orElseThrow(), proposal.continues());
            return basis.isPresent() ? waiting.started(Instant.EPOCH) : waiting;
        }
    }

    /** A waiting trial was assigned. */
    record Assigned(long revision, int number) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            return before.orElseThrow().started(Instant.EPOCH);
        }
    }

    /** It was released, or its worker was found to have ended. */
    record Released(long revision, int number) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            return before.orElseThrow().released();
        }
    }

    /** It reported an intermediate value. */
    record Reported(long revision, int number, Report report) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            return before.orElseThrow().reported(report);
        }
    }

    /** It ended. */
    record Ended(long revision, int number, Outcome outcome, Instant time) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            return before.orElseThrow().ended(outcome, time);
        }
    }
}
