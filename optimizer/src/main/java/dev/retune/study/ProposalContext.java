package dev.retune.study;

import dev.retune.trial.History;

import java.util.List;

/**
 * The input of a proposal.
 *
 * @param number of the proposed trial
 * @param revision of the study
 * @param histories tried in turn, until the strategy has something to propose
 */
record ProposalContext(int number, long revision, List<History> histories) {
    ProposalContext {
        histories = List.copyOf(histories);
    }

    /** Whether the strategy would get the same input. */
    boolean isSame(ProposalContext other) {
        return number == other.number && histories.equals(other.histories); // histories are compared by identity
    }
}
