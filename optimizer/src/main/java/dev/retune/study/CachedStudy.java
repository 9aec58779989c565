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

/**
 * A stored study as this process sees it: each question first takes in what has changed since the last. Safe for use by
 * several threads.
 */
final class CachedStudy {

    private final StoredStudy stored;
    private final Map<Integer, Lease> leases =
            new HashMap<>(); // of running trials, as when they were handed out or later
    private StudyState ledger;
    private Optional<DeterministicRounds> rounds;
    private Instant now = Instant.EPOCH;
    private int epoch = -1; // before the first look

    CachedStudy(StoredStudy stored) {
        this.stored = stored;
        this.ledger = StudyState.of(stored.definition());
        this.rounds = DeterministicRounds.of(stored.definition());
    }

    synchronized void refresh() {
        Look look = stored.look(ledger.revision());
        if (epoch < 0) {
            epoch = look.epoch();
        }
        while (look.epoch() != epoch) { // what is known here may not be true any more
            epoch = look.epoch();
            ledger = StudyState.of(stored.definition());
            rounds = DeterministicRounds.of(stored.definition());
            leases.clear();
            look = stored.look(0);
        }
        now = look.now();
        for (TrialRecord trial : look.changes().trials()) {
            leases.remove(trial.number());
        }
        look.leases().forEach(lease -> leases.put(lease.trial(), lease));
        ledger.apply(look.changes());
        rounds.ifPresent(r -> r.advance(ledger, Integer.MAX_VALUE));
    }

    /** When it was refreshed last, by the store's clock. */
    synchronized Instant now() {
        return now;
    }

    synchronized List<TrialRecord> front() {
        refresh();
        return ledger.front();
    }

    /** The best trial of a study of one target. */
    synchronized Optional<TrialRecord> best() {
        return front().stream().findFirst();
    }

    /** The names of the constraints that trials have told so far, as far as it is known here. */
    synchronized Set<String> constraints() {
        return ledger.constraints();
    }

    synchronized List<TrialRecord> trials() {
        refresh();
        return ledger.trials();
    }

    synchronized TrialRecord trial(int number) {
        refresh();
        return ledger.trial(number);
    }

    synchronized Optional<TrialRecord> find(int number) {
        return ledger.find(number);
    }

    synchronized History history() {
        refresh();
        return ledger.history();
    }

    /** What pruners see. */
    synchronized History historyForPruning() {
        refresh();
        return rounds.map(DeterministicRounds::history).orElseGet(ledger::history);
    }

    synchronized Progress progress() {
        refresh();
        return ledger.progress(now, leases());
    }

    /**
     * How far the study is, and who holds what of it.
     *
     * @param leases in the order of their trials, all that are running and numbers that are only reserved
     */
    record Moment(Instant now, Progress progress, List<Lease> leases) {}

    /**
     * The study now, its leases as they were renewed last: that is no change, and not in what {@link #refresh} reads.
     */
    synchronized Moment moment() {
        List<Lease> renewed = stored.leases();
        refresh(); // decides who holds what
        Map<Integer, Lease> held = new TreeMap<>(leases);
        for (Lease lease : renewed) {
            Lease known = leases.get(lease.trial());
            boolean isReserved = ledger.find(lease.trial()).isEmpty();
            if (isReserved || known != null && known.token() == lease.token()) {
                held.put(lease.trial(), lease);
            }
        }
        return new Moment(now, ledger.progress(now, held.values()), List.copyOf(held.values()));
    }

    /** The facts that the budget decides on. */
    synchronized Progress decisiveProgress() {
        Progress progress = progress();
        return rounds.map(r -> r.decisive(progress)).orElse(progress);
    }

    /** Read again only if one has run out, as far as it is known here. */
    private Collection<Lease> leases() {
        if (leases.values().stream().anyMatch(lease -> lease.isExpired(now))) {
            leases.clear();
            for (Lease lease : stored.leases()) {
                if (ledger.running().contains(lease.trial())) {
                    leases.put(lease.trial(), lease);
                }
            }
        }
        return leases.values();
    }

    /** The number that the next new trial probably gets. */
    synchronized int nextNumber() {
        return ledger.nextNumber();
    }

    /** What the proposal for a number may see, of what is known here; nothing if it has to wait for other trials. */
    synchronized Optional<ProposalContext> sight(int number) {
        if (rounds.isEmpty()) {
            return Optional.of(new ProposalContext(number, ledger.revision(), List.of(ledger.history())));
        }
        refresh(); // others may have made proposals before it in its round
        return rounds.get().sight(number, ledger);
    }

    /** Whether the next proposal need not wait for other trials. */
    synchronized boolean mayPropose() {
        return rounds.isEmpty() || sight(nextNumber()).isPresent();
    }

    /** Whether a trial may be worked on now: in a deterministic study, when its round has come. */
    synchronized boolean mayRun(int number) {
        return rounds.isEmpty() || rounds.get().isCurrent(number);
    }

    /**
     * Whether a waiting trial may be handed out now; in a deterministic study not before there is one in the current
     * round.
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
            Optional<TrialRecord> trial = ledger.find(i);
            if (trial.isPresent() && trial.get().outcome().isEmpty() && !atWork.contains(i)) {
                return true;
            }
        }
        return false;
    }

    /** Takes in what was written to a trial. */
    synchronized void put(TrialRecord trial) {
        ledger.put(trial);
    }

    /** Takes in a report that was stored. @return the trial with it */
    synchronized TrialRecord reported(int number, Report report) {
        TrialRecord now = ledger.trial(number).reported(report);
        ledger.put(now);
        return now;
    }

    /** Takes in notes that were stored. */
    synchronized void noted(int number, Map<String, Object> attributes) {
        ledger.put(ledger.trial(number).noted(attributes));
    }
}
