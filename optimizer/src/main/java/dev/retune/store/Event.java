package dev.retune.store;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that happened to a trial. */
public sealed interface Event {

    /** The study's revision right after it. */
    long revision();

    /** The trial's number. */
    int number();

    /**
     * The trial right after it. Its start has no time of its own, it is the epoch.
     *
     * @param before the trial right before it; empty if it was not there yet
     */
    TrialRecord after(Optional<TrialRecord> before);

    /**
     * It was enqueued, or proposed and handed out.
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

    /** A waiting trial was handed out. */
    record HandedOut(long revision, int number) implements Event {
        @Override
        public TrialRecord after(Optional<TrialRecord> before) {
            return before.orElseThrow().started(Instant.EPOCH);
        }
    }

    /** It was given back, or its worker was found dead. */
    record GivenBack(long revision, int number) implements Event {
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
