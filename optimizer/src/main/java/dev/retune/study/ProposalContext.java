package dev.retune.study;

import dev.retune.trial.History;

import java.util.List;

/**
 * What a proposal is computed from.
 *
 * @param number of the trial that it is for
 * @param revision of the study
 * @param histories to be tried in turn, until the strategy finds something to propose
 */
record ProposalContext(int number, long revision, List<History> histories) {
    ProposalContext {
        histories = List.copyOf(histories);
    }

    /** Whether the strategy would be shown the same. */
    boolean isSame(ProposalContext other) {
        return number == other.number && histories.equals(other.histories); // histories are equal only to themselves
    }
}
