package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StoredStudy.Look;
import dev.retune.trial.History;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** This process's copy of a stored study: each query first reads what has changed since the last one. Thread-safe. */
final class CachedStudy {

    private final StoredStudy stored;
    private final Map<Integer, Lease> leases = new HashMap<>(); // of running trials, as of their assignment or later
    private StudyState state;
    private Optional<DeterministicRounds> rounds;
    private Instant now = Instant.EPOCH;
    private int epoch = -1; // before the first reading

    CachedStudy(StoredStudy stored) {
        this.stored = stored;
        this.state = StudyState.of(stored.definition());
        this.rounds = DeterministicRounds.of(stored.definition());
    }

    synchronized void refresh() {
        Look look = stored.look(state.revision());
        if (epoch < 0) {
            epoch = look.epoch();
        }
        while (look.epoch() != epoch) { // the copy may be outdated
            epoch = look.epoch();
            state = StudyState.of(stored.definition());
            rounds = DeterministicRounds.of(stored.definition());
            leases.clear();
            look = stored.look(0);
        }
        now = look.now();
        for (TrialRecord trial : look.changes().trials()) {
            leases.remove(trial.number());
        }
        look.leases().forEach(lease -> leases.put(lease.trial(), lease));
        state.apply(look.changes());
        rounds.ifPresent(r -> r.advance(state, Integer.MAX_VALUE));
    }

    /** The time of the last refresh, by the store's clock. */
    synchronized boolean isDeterministic() {
        return rounds.isPresent();
    }

    synchronized Instant now() {
        return now;
    }

    synchronized List<TrialRecord> front() {
        refresh();
        return state.front();
    }

    /** The best trial of a study with one target. */
    synchronized Optional<TrialRecord> best() {
        return front().stream().findFirst();
    }

    /** The names of the constraints that trials have reported so far, according to this copy. */
    synchronized Set<String> constraints() {
        return state.constraints();
    }

    synchronized List<TrialRecord> trials() {
        refresh();
        return state.trials();
    }

    synchronized TrialRecord trial(int number) {
        refresh();
        return state.trial(number);
    }

    synchronized Optional<TrialRecord> find(int number) {
        return state.find(number);
    }

    synchronized History history() {
        refresh();
        return state.history();
    }

    /** The history for pruners. */
    synchronized History historyForPruning() {
        refresh();
        return rounds.map(DeterministicRounds::history).orElseGet(state::history);
    }

    synchronized Progress progress() {
        refresh();
        return state.progress(now, leases());
    }

    /**
     * The progress of the study, and the leases of its workers.
     *
     * @param leases in the order of their trials: of running trials and of reserved numbers
     */
    record Moment(Instant now, Progress progress, List<Lease> leases) {}

    /**
     * The current study with the last renewals of its leases, which {@link #refresh} does not read since a renewal is
     * no change.
     */
    synchronized Moment moment() {
        List<Lease> renewed = stored.leases();
        refresh(); // determines which leases hold
        Map<Integer, Lease> held = new TreeMap<>(leases);
        for (Lease lease : renewed) {
            Lease known = leases.get(lease.trial());
            boolean isReserved = state.find(lease.trial()).isEmpty();
            if (isReserved || known != null && known.token() == lease.token()) {
                held.put(lease.trial(), lease);
            }
        }
        return new Moment(now, state.progress(now, held.values()), List.copyOf(held.values()));
    }

    /** The facts on which the budget depends. */
    synchronized Progress decisiveProgress() {
        Progress progress = progress();
        return rounds.map(r -> r.decisive(progress)).orElse(progress);
    }

    /** Reads again only if a lease has run out according to this copy. */
    private Collection<Lease> leases() {
        if (leases.values().stream().anyMatch(lease -> lease.isExpired(now))) {
            leases.clear();
            for (Lease lease : stored.leases()) {
                if (state.running().contains(lease.trial())) {
                    leases.put(lease.trial(), lease);
                }
            }
        }
        return leases.values();
    }

    /** The probable number of the next new trial. */
    synchronized int nextNumber() {
        return state.nextNumber();
    }

    /** The context of the proposal for a number, from this copy; empty if it has to wait for other trials. */
    synchronized Optional<ProposalContext> context(int number) {
        if (rounds.isEmpty()) {
            return Optional.of(new ProposalContext(number, state.revision(), List.of(state.history())));
        }
        refresh(); // others may have proposed earlier trials of its round
        return rounds.get().context(number, state);
    }

    /** Whether the next proposal need not wait for other trials. */
    synchronized boolean mayPropose() {
        return rounds.isEmpty() || context(nextNumber()).isPresent();
    }

    /** Whether a trial may run now: in a deterministic study, when its round has begun. */
    synchronized boolean mayRun(int number) {
        return rounds.isEmpty() || rounds.get().isCurrent(number);
    }

    /**
     * Whether a waiting trial may be assigned now; in a deterministic study only if there is one in the current round.
     */
    synchronized boolean mayClaim() {
        if (rounds.isEmpty()) {
            return true;
        }
        Set<Integer> atWork = new HashSet<>();
        for (Lease lease : leases()) {
            if (!lease.isExpired(now)) {
                atWork.add(lease.trial());
            }
        }
        for (int i = rounds.get().begin(); rounds.get().isCurrent(i); i++) {
            Optional<TrialRecord> trial = state.find(i);
            if (trial.isPresent() && trial.get().outcome().isEmpty() && !atWork.contains(i)) {
                return true;
            }
        }
        return false;
    }

    /** Applies what was written to a trial. */
    synchronized void put(TrialRecord trial) {
        state.put(trial);
    }

    /** Applies a report that was stored. @return the trial with it */
    synchronized TrialRecord reported(int number, Report report) {
        TrialRecord now = state.trial(number).reported(report);
        state.put(now);
        return now;
    }

    /** Applies notes that were stored. */
    synchronized void noted(int number, Map<String, Object> attributes) {
        state.put(state.trial(number).noted(attributes));
    }
}
