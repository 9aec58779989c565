package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.budget.Progress.Usage;
import dev.retune.store.ReservedNotes;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.History;
import dev.retune.trial.TrialList;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The histories of proposals in a deterministic study: the trials of earlier rounds, all of which have ended, and the
 * earlier trials of the same round as if they were running, regardless of their state. So a proposal depends on the
 * outcomes of earlier trials, and not on the speed of the workers. A round is a fixed number of consecutive trials.
 *
 * <p>Not thread-safe.
 */
final class DeterministicRounds {

    /** The note in which the study stores the size of a round. */
    static final String NOTE = ReservedNotes.PREFIX + "round";

    /** The same in studies that Retune 0.1 has created. */
    static final String NOTE_OF_01 = "deterministic.round";

    private final int size;
    private final StudyState settled; // the earlier rounds, in the order of their numbers
    private int begin; // of the current round
    private @Nullable ProposalContext last;

    DeterministicRounds(int size, StudyDefinition definition) {
        this.size = size;
        this.settled = StudyState.of(definition);
    }

    /** Of this study, if it is deterministic. */
    static Optional<DeterministicRounds> of(StudyDefinition definition) {
        int size = size(definition);
        return size > 0 ? Optional.of(new DeterministicRounds(size, definition)) : Optional.empty();
    }

    /** The size of this study's rounds; 0 if it is not deterministic. */
    static int size(StudyDefinition definition) {
        Object note = definition.notes().containsKey(NOTE)
                ? definition.notes().get(NOTE)
                : definition.notes().get(NOTE_OF_01);
        return note instanceof Number size ? size.intValue() : 0;
    }

    /** Begins the next round if this one has ended, and so on, up to the round of this number. */
    void advance(StudyState state, int number) {
        while (number >= begin + size && hasEnded(state, begin + size)) {
            for (int end = begin + size; begin < end; begin++) {
                settled.put(state.trial(begin));
            }
        }
    }

    private boolean hasEnded(StudyState state, int end) {
        for (int i = begin; i < end; i++) {
            if (state.find(i).flatMap(TrialRecord::outcome).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the trial of this number is in the current round. */
    boolean isCurrent(int number) {
        return number >= begin && number < begin + size;
    }

    /** The first number of the current round. */
    int begin() {
        return begin;
    }

    /**
     * The context of the proposal for a number: first with its predecessors in the round as if they were running; then,
     * if the strategy has nothing to propose and they have all ended, with their outcomes.
     *
     * @return empty while an earlier round is running, or a predecessor has no configuration yet; the same object as
     *     before if it is unchanged
     */
    Optional<ProposalContext> context(int number, StudyState state) {
        if (!isCurrent(number) || state.nextNumber() < number) {
            return Optional.empty();
        }
        boolean ended = number > begin && hasEnded(state, number);
        ProposalContext before = last;
        if (before == null || before.number() != number || (before.histories().size() > 1) != ended) {
            before = new ProposalContext(number, state.revision(), histories(number, state, ended));
            last = before;
        }
        return Optional.of(before);
    }

    private List<History> histories(int number, StudyState state, boolean ended) {
        List<History> histories = new ArrayList<>();
        TrialList running = TrialList.of(settled.history().trials());
        TrialList outcomes = running;
        for (int i = begin; i < number; i++) {
            TrialRecord trial = state.loss(i);
            running = running.with(TrialRecord.waiting(i, trial.configuration(), trial.resource(), trial.continues())
                    .started(Instant.EPOCH));
            outcomes = outcomes.with(trial);
        }
        histories.add(History.ofLosses(settled.resource(), running));
        if (ended) {
            histories.add(History.ofLosses(settled.resource(), outcomes));
        }
        return histories;
    }

    /** The history for pruners: the earlier rounds. */
    History history() {
        return settled.history();
    }

    /** The facts on which a budget depends: results count when their round has ended, usage counts at once. */
    Progress decisive(Progress now) {
        Progress then = settled.progress(Instant.EPOCH, List.of());
        Usage usage = new Usage(now.used(), then.resource(), then.cost());
        return new Progress(now.goals(), now.counts(), usage, then.standing(), now.space(), then.history());
    }
}
