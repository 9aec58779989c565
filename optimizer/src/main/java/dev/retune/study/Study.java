package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.internal.numerics.Randomness;
import dev.retune.pruning.Pruner;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyClosedException;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.ParetoFront;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The ask-and-tell loop over a stored study. It assigns first waiting trials (enqueued, released, or left by a lost
 * worker), then proposals of the strategy, until the budget is spent. Thread-safe; other processes may work on the same
 * stored study.
 *
 * <p>Proposals depend on the seed, the trial's number and the history, so a sequential study repeats bit for bit, also
 * if it was killed and resumed. A {@linkplain StudyBuilder#deterministic() deterministic} study does so with any number
 * of workers.
 */
public final class Study {

    private static final Logger LOG = LoggerFactory.getLogger(Study.class);

    private final StoredStudy stored;
    private final Budget budget;
    private final Pruner pruner;
    private final List<StudyListener> listeners = new CopyOnWriteArrayList<>();

    private final CachedStudy cached;
    private final Goals goals;
    private final Strategy strategy;
    private final TrialAllocator allocator;

    Study(StoredStudy stored, Budget budget, Strategy strategy, Pruner pruner, int retries, Duration lease) {
        this.stored = stored;
        this.budget = budget;
        this.strategy = strategy;
        this.pruner = pruner;
        this.cached = new CachedStudy(stored);
        this.goals = stored.definition().goals();
        this.allocator =
                new TrialAllocator(stored, cached, new Proposer(definition(), strategy), budget, retries, lease);
        allocator.expireLost();
        cached.refresh();
    }

    /** A study of this space. */
    public static StudyBuilder over(SearchSpace space) {
        return new StudyBuilder(space);
    }

    public StudyDefinition definition() {
        return stored.definition();
    }

    public Budget budget() {
        return budget;
    }

    /** Whether there is more to do: false once the budget is spent or the strategy has nothing left. */
    public boolean isOpen() {
        return allocator.isOpen();
    }

    /** Why there is nothing more to do, such as {@code all 60 trials are used}; empty while there is. */
    public Optional<String> closedBecause() {
        return allocator.closedBecause();
    }

    /**
     * Whether nothing more will happen: it is closed, and no worker is running. Until then a trial may become free,
     * because its worker is lost.
     */
    public boolean isOver() {
        return allocator.isOver();
    }

    /**
     * The next trial to work on.
     *
     * @throws StudyClosedException if there is nothing more to do
     * @throws IllegalStateException if no trial is available until a running one ends
     */
    public Trial ask() {
        return tryAsk().orElseThrow(() -> closedBecause()
                .<RuntimeException>map(
                        reason -> new StudyClosedException(definition().name(), reason))
                .orElseGet(() -> new IllegalStateException(
                        "Study '%s' has no trial to assign until a running trial ends: tell one first"
                                .formatted(definition().name()))));
    }

    /** The next trial; empty if the study is closed, or no trial is available until a running one ends. */
    public Optional<Trial> tryAsk() {
        Optional<Trial> trial = allocator.next().map(this::assign);
        trial.ifPresent(t -> tellListeners(l -> l.started(t.record())));
        return trial;
    }

    private Trial assign(TrialAllocator.HeldTrial assigned) {
        long seed = Randomness.derive(definition().seed(), assigned.trial().number(), "objective")
                .nextLong();
        return new Trial(this, assigned.trial(), assigned.held(), seed);
    }

    /** Ends a trial with the value of the only target; a trial whose value is not finite has failed. */
    public void tell(Trial trial, double value) {
        tell(trial, Measurement.of(value));
    }

    /** Ends a trial with a measurement; a trial whose value is not finite has failed. */
    public void tell(Trial trial, Measurement measurement) {
        tell(trial, new Outcome.Completed(measurement));
    }

    /**
     * Ends a trial. When this returns, the outcome is stored; if the store fails, the call may be repeated. A trial
     * with a non-finite metric or constraint has failed.
     *
     * @throws IllegalArgumentException if the trial belongs to another study, or the measurement does not fit the
     *     goals: a metric is missing or superfluous, or a completed trial has other constraints than earlier trials;
     *     the message names it, and nothing has changed
     * @throws IllegalStateException if it was told or released already
     * @throws LeaseLostException if it was assigned to another worker because this process sent no heartbeat
     */
    public void tell(Trial trial, Outcome outcome) {
        requireOwn(trial);
        Outcome end = checked(outcome);
        trial.end("told", () -> stored.finish(trial.lease(), end));
        if (!listeners.isEmpty()) { // otherwise its state is read with the next query
            TrialRecord ended = trial(trial.number());
            tellListeners(l -> l.ended(ended));
        }
    }

    /**
     * The outcome as it is stored: with the metric names of the goals; a failure if a metric or a constraint is not
     * finite.
     *
     * @throws IllegalArgumentException if the measurement does not fit the goals: see {@link #tell(Trial, Outcome)}
     */
    public Outcome checked(Outcome outcome) {
        Optional<Measurement> told = outcome.measured();
        if (told.isEmpty()) {
            return outcome;
        }
        boolean completed = outcome instanceof Outcome.Completed;
        Optional<String> wrong = notFinite(told.get());
        if (wrong.isPresent() && !completed) { // pruned before there was a value
            return new Outcome.Failed(wrong.get(), told.get().cost());
        }
        Measurement measured = completed ? goals.measured(told.get()) : goals.measuredSoFar(told.get());
        if (wrong.isPresent()) {
            return new Outcome.Failed(wrong.get(), measured.cost());
        }
        if (completed) {
            requireSameConstraints(measured.constraints().keySet());
        }
        return measured == told.get() ? outcome : outcome.with(measured);
    }

    private static Optional<String> notFinite(Measurement measurement) {
        for (MetricValue metric : measurement.metrics()) {
            if (!Double.isFinite(metric.value())) {
                return Optional.of("the objective gave "
                        + (metric.metric().equals(MetricValue.UNNAMED) ? "" : metric.metric() + " = ")
                        + metric.value());
            }
        }
        if (measurement.constraints().isEmpty()) {
            return Optional.empty();
        }
        return measurement.constraints().entrySet().stream()
                .filter(constraint -> !Double.isFinite(constraint.getValue()))
                .findFirst()
                .map(constraint ->
                        "the objective gave '%s' = %s".formatted(constraint.getKey(), constraint.getValue()));
    }

    private void requireSameConstraints(Set<String> told) {
        Set<String> before = cached.constraints();
        if (!before.isEmpty() && !told.isEmpty() && !before.equals(told)) {
            throw new IllegalArgumentException(
                    "The measurement has the constraints %s, but trials before had %s: tell the same in each"
                            .formatted(new TreeSet<>(told), new TreeSet<>(before)));
        }
    }

    /** Releases a trial before its end: it waits, and is the next to be assigned. */
    public void release(Trial trial) {
        requireOwn(trial);
        trial.end("released", () -> stored.release(trial.lease()));
        TrialRecord released = trial(trial.number());
        tellListeners(l -> l.released(released));
    }

    private void requireOwn(Trial trial) {
        if (trial.study() != this) {
            throw new IllegalArgumentException("%s is not of study '%s': tell the study that assigned it"
                    .formatted(trial, definition().name()));
        }
    }

    /** Enqueues a trial with this configuration, to be assigned before any proposal. @return its number */
    public int enqueue(Map<String, ?> configuration) {
        return enqueue(definition().space().configuration(configuration));
    }

    /**
     * Adds a trial of this configuration, to be handed out before anything is proposed.
     *
     * @return its number
     * @throws IllegalStateException if the budget's trials are used up
     */
    public int enqueue(Configuration configuration) {
        return enqueueBelow(configuration, allocator.limit())
                .orElseThrow(() -> new IllegalStateException(
                        "Study '%s' has all the %s trials of its budget: give it a larger one to enqueue more"
                                .formatted(definition().name(), allocator.limit())));
    }

    /**
     * The same if there are at most {@code before} trials, so that several processes that start a study at the same
     * time do not enqueue the same trials twice.
     *
     * @return whether it was added
     */
    public boolean enqueueAfter(int before, Configuration configuration) {
        return enqueueBelow(configuration, Math.min(allocator.limit(), before + 1))
                .isPresent();
    }

    private OptionalInt enqueueBelow(Configuration configuration, int limit) {
        if (!configuration.space().equals(definition().space())) {
            throw new IllegalArgumentException("This is a configuration of another space: " + configuration);
        }
        OptionalInt number = stored.enqueue(Proposal.of(configuration), limit);
        cached.refresh();
        return number;
    }

    /**
     * The incumbent: the best of the feasible trials with the largest resource.
     *
     * @throws IllegalStateException if there are several targets, so that no single trial is the best: see
     *     {@link #front()}
     */
    public Optional<TrialRecord> best() {
        if (!goals.isSingle()) {
            throw new IllegalStateException(
                    "Study '%s' has %s targets (%s), so no single trial is the best: see its front()"
                            .formatted(definition().name(), goals.targets().size(), goals));
        }
        return cached.best();
    }

    /**
     * The feasible trials with the largest resource that no other one dominates, by ascending number, the first of
     * equal ones; values in the user's units. With one target that is the {@link #best()} trial.
     */
    public List<TrialRecord> front() {
        return cached.front();
    }

    /** A default compromise on the {@link #front()}; empty while that is empty. @see ParetoFront#recommended() */
    public Optional<TrialRecord> recommended() {
        List<TrialRecord> losses = cached.front().stream().map(goals::losses).toList();
        return new ParetoFront(losses).recommended().map(TrialRecord::number).map(this::trial);
    }

    /** All trials in the order of their numbers, values in the user's units. */
    public List<TrialRecord> trials() {
        return cached.trials();
    }

    /** One trial. @throws java.util.NoSuchElementException if there is none of that number */
    public TrialRecord trial(int number) {
        return cached.trial(number);
    }

    /** All trials as strategies see them, values as losses. */
    public History history() {
        return cached.history();
    }

    /** The progress of the study. */
    public Progress progress() {
        return cached.progress();
    }

    /** Repeats all proposals of the strategy. @see Replay */
    public Replay replay() {
        return Replay.of(stored, strategy);
    }

    public void addListener(StudyListener listener) {
        listeners.add(listener);
    }

    /** Stores a report. @return why the trial should stop, if it should */
    Optional<String> report(Trial trial, Report report) {
        stored.report(trial.lease(), report);
        TrialRecord now = cached.reported(trial.number(), report);
        Optional<String> reason = Optional.empty();
        if (pruner != Pruner.none()) {
            reason = pruner.reasonToStop(goals.losses(upTo(report.step(), now)), cached.historyForPruning());
        }
        tellListeners(l -> l.reported(now, report));
        return reason;
    }

    /** Without reports of later steps, which an interrupted attempt may have left. */
    private static TrialRecord upTo(int step, TrialRecord trial) {
        if (trial.lastStep() <= step) {
            return trial;
        }
        List<Report> reports =
                trial.reports().stream().filter(r -> r.step() <= step).toList();
        return trial.toBuilder().reports(reports).build();
    }

    void note(Trial trial, Map<String, Object> attributes) {
        stored.note(trial.lease(), attributes);
        cached.noted(trial.number(), attributes);
    }

    StoredStudy stored() {
        return stored;
    }

    Goals goals() {
        return goals;
    }

    private void tellListeners(Consumer<StudyListener> event) {
        for (StudyListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("A listener of study '{}' failed", definition().name(), e);
            }
        }
    }

    /** {@code study 'churn': maximize auc, 60 trials or 10m} */
    @Override
    public String toString() {
        return "study '%s': %s, %s".formatted(definition().name(), goals, budget);
    }
}
