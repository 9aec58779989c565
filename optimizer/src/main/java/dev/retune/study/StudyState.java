package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy.Changes;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Attempt;
import dev.retune.trial.Goal;
import dev.retune.trial.History;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialList;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * What this process knows of a study: a copy of the stored records, and the facts that follow from them, kept up to date
 * with work that does not grow with the study. Not safe for use by several threads: its owner guards it.
 */
final class StudyState {

    private final SearchSpace space;
    private final Goal goal;
    private final Resource resource;
    private TrialList records = TrialList.empty(); // in the user's units
    private TrialList losses = TrialList.empty();
    private final int[] counts = new int[State.values().length];
    private final Set<Integer> running = new HashSet<>();
    private final IntervalUnion busy = new IntervalUnion();
    private long revision;
    private double spent;
    private @Nullable TrialRecord best; // as a loss
    private int endedAtBest;
    private int firstMissing;
    private @Nullable History history;

    private StudyState(SearchSpace space, Goal goal, Resource resource) {
        this.space = space;
        this.goal = goal;
        this.resource = resource;
    }

    /** Without trials yet. */
    static StudyState of(StudyDefinition definition) {
        return new StudyState(definition.space(), definition.goal(), definition.resource());
    }

    /** The revision up to which everything is known. */
    long revision() {
        return revision;
    }

    void apply(Changes changes) {
        changes.trials().forEach(this::put);
        revision = changes.revision();
    }

    void put(TrialRecord trial) {
        TrialRecord before = records.find(trial.number()).orElse(null);
        TrialRecord loss = trial.losses(goal);
        records = records.with(trial);
        losses = loss == trial ? records : losses.with(loss);
        if (before != null) {
            counts[before.state().ordinal()]--;
            spent -= given(before);
        }
        counts[trial.state().ordinal()]++;
        spent += given(trial);
        if (trial.state() == State.RUNNING) {
            running.add(trial.number());
        } else {
            running.remove(trial.number());
        }
        for (Attempt attempt : trial.attempts()) {
            busy.add(attempt.started().toEpochMilli(), attempt.ended().toEpochMilli());
        }
        if (trial.outcome().isPresent() && (before == null || before.outcome().isEmpty())) {
            end(trial, loss);
        }
        while (records.find(firstMissing).isPresent()) {
            firstMissing++;
        }
        history = null;
    }

    private void end(TrialRecord trial, TrialRecord loss) {
        if (trial.started().isPresent() && trial.ended().isPresent()) {
            busy.add(trial.started().get().toEpochMilli(), trial.ended().get().toEpochMilli());
        }
        List<TrialRecord> candidates = best == null ? List.of(loss) : List.of(best, loss);
        Optional<TrialRecord> winner = History.ofLosses(resource, candidates).best();
        if (winner.isPresent() && winner.get() != best) {
            best = winner.get();
            endedAtBest = ended();
        }
    }

    /** The part of the resource that a trial used: a continued part is the earlier trial's, a pruned one ends where it stopped. */
    private double given(TrialRecord trial) {
        if (trial.started().isEmpty()
                && (trial.attempts().isEmpty() || trial.outcome().isEmpty())) {
            return 0;
        }
        double from = trial.continues().isPresent()
                ? trial(trial.continues().getAsInt()).resource()
                : 0;
        boolean complete = trial.outcome().isEmpty() || trial.state() == State.COMPLETED;
        double to = complete || !resource.isFidelity() || trial.lastStep() == 0
                ? trial.resource()
                : Math.min(trial.lastStep(), trial.resource());
        return Math.max(0, to - from);
    }

    TrialRecord trial(int number) {
        return records.find(number).orElseThrow(() -> new NoSuchElementException("The study has no trial " + number));
    }

    Optional<TrialRecord> find(int number) {
        return records.find(number);
    }

    /** The number that the next new trial probably gets: the first that is not there. */
    int nextNumber() {
        return firstMissing;
    }

    /** A trial as strategies see it. */
    TrialRecord loss(int number) {
        return losses.find(number).orElseThrow();
    }

    Resource resource() {
        return resource;
    }

    /** All trials in the user's units. */
    List<TrialRecord> trials() {
        return records;
    }

    /** All trials as losses; the same object until something changes. */
    History history() {
        History current = history;
        if (current == null) {
            current = History.ofLosses(resource, losses);
            history = current;
        }
        return current;
    }

    Optional<TrialRecord> best() {
        return Optional.ofNullable(best).map(TrialRecord::number).map(this::trial);
    }

    /** The numbers of the trials that somebody has, or had until he was lost. */
    Set<Integer> running() {
        return running;
    }

    private int ended() {
        return records.size() - counts[State.WAITING.ordinal()] - counts[State.RUNNING.ordinal()];
    }

    /**
     * The facts at a moment. A trial whose lease has run out counts as waiting, and as at work until its worker was last
     * heard of.
     */
    Progress progress(Instant now, Collection<Lease> leases) {
        int abandoned = 0;
        List<long[]> working = new ArrayList<>();
        for (Lease lease : leases) {
            if (running.contains(lease.trial())) {
                Instant until = lease.isExpired(now) ? lease.renewed() : now;
                abandoned += lease.isExpired(now) ? 1 : 0;
                Instant started = trial(lease.trial()).started().orElse(until);
                working.add(new long[] {started.toEpochMilli(), until.toEpochMilli()});
            }
        }
        return new Progress(
                goal,
                counts[State.WAITING.ordinal()] + abandoned,
                counts[State.RUNNING.ordinal()] - abandoned,
                counts[State.COMPLETED.ordinal()],
                counts[State.PRUNED.ordinal()],
                counts[State.FAILED.ordinal()],
                Duration.ofMillis(busy.totalWith(working)),
                spent,
                best(),
                best == null ? 0 : ended() - endedAtBest,
                space,
                history());
    }
}
