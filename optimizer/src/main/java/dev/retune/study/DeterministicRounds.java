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
 * What proposals see in a deterministic study: the trials of earlier rounds, all of which have ended, and those before
 * it in its own round as if they were running, whatever has become of them. So a proposal follows from the outcomes of
 * the trials before it, and not from who works how fast. A round is so many numbers in a row.
 *
 * <p>Not safe for use by several threads: its owner guards it.
 */
final class DeterministicRounds {

    /** The note that keeps the size of a round with the study. */
    static final String NOTE = ReservedNotes.PREFIX + "round";

    /** The same in studies that Retune 0.1 has created. */
    static final String NOTE_OF_01 = "deterministic.round";

    private final int size;
    private final StudyState settled; // the earlier rounds, put in the order of their numbers
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

    /** Of how many trials a round of this study is; 0 if it is not deterministic. */
    static int size(StudyDefinition definition) {
        Object note = definition.notes().containsKey(NOTE)
                ? definition.notes().get(NOTE)
                : definition.notes().get(NOTE_OF_01);
        return note instanceof Number size ? size.intValue() : 0;
    }

    /** Begins the next round if this one has ended, and so on, but none after the one of this number. */
    void advance(StudyState ledger, int number) {
        while (number >= begin + size && hasEnded(ledger, begin + size)) {
            for (int end = begin + size; begin < end; begin++) {
                settled.put(ledger.trial(begin));
            }
        }
    }

    private boolean hasEnded(StudyState ledger, int end) {
        for (int i = begin; i < end; i++) {
            if (ledger.find(i).flatMap(TrialRecord::outcome).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the trial of this number is one of the current round. */
    boolean isCurrent(int number) {
        return number >= begin && number < begin + size;
    }

    /** The first number of the current round. */
    int begin() {
        return begin;
    }

    /**
     * What the proposal for a number sees: first its predecessors in the round as if they were running; then, if the
     * strategy finds nothing to propose from that and they have all ended, as they ended.
     *
     * @return nothing while an earlier round goes on, or a predecessor has no configuration yet; the same object as
     *     before if nothing has changed that it shows
     */
    Optional<ProposalContext> sight(int number, StudyState ledger) {
        if (!isCurrent(number) || ledger.nextNumber() < number) {
            return Optional.empty();
        }
        boolean ended = number > begin && hasEnded(ledger, number);
        ProposalContext before = last;
        if (before == null || before.number() != number || (before.histories().size() > 1) != ended) {
            before = new ProposalContext(number, ledger.revision(), histories(number, ledger, ended));
            last = before;
        }
        return Optional.of(before);
    }

    private List<History> histories(int number, StudyState ledger, boolean ended) {
        List<History> histories = new ArrayList<>();
        TrialList running = TrialList.of(settled.history().trials());
        TrialList outcomes = running;
        for (int i = begin; i < number; i++) {
            TrialRecord trial = ledger.loss(i);
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

    /** What pruners see: the earlier rounds. */
    History history() {
        return settled.history();
    }

    /**
     * The facts that a budget decides on: what was found counts when its round has ended, what is used counts at once.
     */
    Progress decisive(Progress now) {
        Progress then = settled.progress(Instant.EPOCH, List.of());
        Usage usage = new Usage(now.used(), then.resource(), then.cost());
        return new Progress(now.goals(), now.counts(), usage, then.standing(), now.space(), then.history());
    }
}
