package dev.retune.store;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialList;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/** Something that happened to a trial. */
public sealed interface Event {

    /** The study's revision right after it. */
    long revision();

    /** The trial's number. */
    int number();

    /** The trials right after it, if they were {@code before} right before it. Starts have no times, they are the epoch. */
    TrialList after(TrialList before);

    private static TrialRecord trial(TrialList trials, int number) {
        return trials.find(number)
                .orElseThrow(() -> new NoSuchElementException("Trial %s was not there yet".formatted(number)));
    }

    /**
     * It was enqueued, or proposed and handed out.
     *
     * @param proposal with its resource
     * @param basis the revision that the proposal was computed from; empty if it was enqueued
     */
    record Filled(long revision, int number, Proposal proposal, OptionalLong basis) implements Event {
        @Override
        public TrialList after(TrialList before) {
            TrialRecord waiting = TrialRecord.waiting(
                    number, proposal.configuration(), proposal.resource().orElseThrow(), proposal.continues());
            return before.with(basis.isPresent() ? waiting.started(Instant.EPOCH) : waiting);
        }
    }

    /** A waiting trial was handed out. */
    record HandedOut(long revision, int number) implements Event {
        @Override
        public TrialList after(TrialList before) {
            return before.with(trial(before, number).started(Instant.EPOCH));
        }
    }

    /** It was given back, or its worker was found dead. */
    record GivenBack(long revision, int number) implements Event {
        @Override
        public TrialList after(TrialList before) {
            return before.with(trial(before, number).released());
        }
    }

    /** It reported an intermediate value. */
    record Reported(long revision, int number, Report report) implements Event {
        @Override
        public TrialList after(TrialList before) {
            return before.with(trial(before, number).reported(report));
        }
    }

    /** It ended. */
    record Ended(long revision, int number, Outcome outcome, Instant time) implements Event {
        @Override
        public TrialList after(TrialList before) {
            return before.with(trial(before, number).ended(outcome, time));
        }
    }
}
