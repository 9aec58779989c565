package dev.retune.study;

import dev.retune.budget.Progress;
import dev.retune.budget.Progress.Counts;
import dev.retune.budget.Progress.Standing;
import dev.retune.budget.Progress.Usage;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy.Changes;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Attempt;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
import dev.retune.trial.Ranking;
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
import java.util.OptionalDouble;
import java.util.Set;

/**
 * This process's state of a study: a copy of the stored records, and the facts derived from them, updated at a cost
 * that does not grow with the study. Not thread-safe.
 */
final class StudyState {

    private final SearchSpace space;
    private final Goals goals;
    private final Resource resource;
    private TrialList records = TrialList.empty(); // in the user's units
    private TrialList losses = TrialList.empty();
    private final int[] counts = new int[State.values().length];
    private final Set<Integer> running = new HashSet<>();
    private final IntervalUnion busy = new IntervalUnion();
    private long revision;
    private double spent;
    private double cost;
    private final List<TrialRecord> front = new ArrayList<>(); // as losses; with one target the best trial
    private int endedAtFront; // the number of ended trials at its last change
    private Set<String> constraints = Set.of(); // the names of the first completed trial that had any
    private int firstMissing;
    private @Nullable History history;

    private StudyState(SearchSpace space, Goals goals, Resource resource) {
        this.space = space;
        this.goals = goals;
        this.resource = resource;
    }

    /** Without trials yet. */
    static StudyState of(StudyDefinition definition) {
        return new StudyState(definition.space(), definition.goals(), definition.resource());
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
        TrialRecord loss = goals.losses(trial);
        boolean isSame = loss == trial && losses == records; // while all are
        records = records.with(trial);
        losses = isSame ? records : losses.with(loss);
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
        OptionalDouble own = trial.cost();
        cost += own.orElse(0);
        if (constraints.isEmpty() && trial.outcome().orElse(null) instanceof Outcome.Completed completed) {
            constraints = Set.copyOf(completed.measurement().constraints().keySet());
        }
        if (Ranking.isFeasible(loss) && !isAnotherBest(loss) && Ranking.join(front, loss)) {
            endedAtFront = ended();
        }
    }

    /** With one target, an equal trial that ends later is not better, regardless of its number. */
    private boolean isAnotherBest(TrialRecord loss) {
        return goals.isSingle()
                && !front.isEmpty()
                && front.get(0).resource() == loss.resource()
                && front.get(0).value() == loss.value();
    }

    /** The names of the constraints that completed trials have reported; empty if there are none yet. */
    Set<String> constraints() {
        return constraints;
    }

    /**
     * The part of the resource that a trial used: a continued part is the earlier trial's, a pruned one ends where it
     * stopped.
     */
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

    /** The probable number of the next new trial: the first missing one. */
    int nextNumber() {
        return firstMissing;
    }

    /** A trial with losses as values. */
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

    /** The feasible trials that no other dominates, in the user's units; with one target the best. */
    List<TrialRecord> front() {
        return front.size() == 1
                ? List.of(trial(front.get(0).number()))
                : front.stream()
                        .map(TrialRecord::number)
                        .sorted()
                        .map(this::trial)
                        .toList();
    }

    /** The numbers of the trials that are or were assigned to a worker, including a lost one. */
    Set<Integer> running() {
        return running;
    }

    private int ended() {
        return records.size() - counts[State.WAITING.ordinal()] - counts[State.RUNNING.ordinal()];
    }

    /**
     * The facts at one moment. A trial whose lease has run out counts as waiting, and as running until the last
     * heartbeat of its worker.
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
                goals,
                new Counts(
                        counts[State.WAITING.ordinal()] + abandoned,
                        counts[State.RUNNING.ordinal()] - abandoned,
                        counts[State.COMPLETED.ordinal()],
                        counts[State.PRUNED.ordinal()],
                        counts[State.FAILED.ordinal()]),
                new Usage(Duration.ofMillis(busy.totalWith(working)), spent, cost),
                new Standing(front(), front.isEmpty() ? 0 : ended() - endedAtFront),
                space,
                history());
    }
}
