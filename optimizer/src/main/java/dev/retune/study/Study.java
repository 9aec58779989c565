package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.internal.numerics.Randomness;
import dev.retune.pruning.Pruner;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.store.LeaseLost;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The loop of ask and tell over a stored study. What it hands out, in this order: trials that wait (enqueued, given back, or
 * left behind by a worker that is gone), then what the strategy proposes, until the budget is spent. Safe for use by several
 * threads; other processes may work on the same stored study.
 *
 * <p>Proposals depend on the seed, the trial's number and the history, so a study that is worked on by one trial after the
 * other repeats bit for bit, also when it was killed and resumed. Of a {@linkplain StudyBuilder#deterministic() deterministic}
 * study that is true of any number of workers.
 */
public final class Study {

    private static final Logger LOG = LoggerFactory.getLogger(Study.class);

    private final StoredStudy stored;
    private final Budget budget;
    private final Pruner pruner;
    private final List<StudyListener> listeners = new CopyOnWriteArrayList<>();

    private final CachedStudy mirror;
    private final Strategy strategy;
    private final TrialAllocator dispenser;

    Study(StoredStudy stored, Budget budget, Strategy strategy, Pruner pruner, int retries, Duration lease) {
        this.stored = stored;
        this.budget = budget;
        this.strategy = strategy;
        this.pruner = pruner;
        this.mirror = new CachedStudy(stored);
        this.dispenser =
                new TrialAllocator(stored, mirror, new Proposer(definition(), strategy), budget, retries, lease);
        dispenser.expireLost();
        mirror.refresh();
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
        return dispenser.isOpen();
    }

    /** Why there is nothing more to do, such as {@code all 60 trials are used}; nothing while there is. */
    public Optional<String> closedBecause() {
        return dispenser.closedBecause();
    }

    /**
     * Whether nothing more will happen: it is closed, and nobody is at work on it. Until then a trial may become free, because
     * its worker is lost.
     */
    public boolean isOver() {
        return dispenser.isOver();
    }

    /**
     * The next trial to work on.
     *
     * @throws StudyClosed if there is nothing more to do
     * @throws IllegalStateException if there is nothing to do until a running trial ends
     */
    public Trial ask() {
        return tryAsk().orElseThrow(() -> closedBecause()
                .<IllegalStateException>map(
                        reason -> new StudyClosed(definition().name(), reason))
                .orElseGet(() -> new IllegalStateException(
                        "Study '%s' has nothing to hand out until a running trial ends: tell one first"
                                .formatted(definition().name()))));
    }

    /** The next trial to work on; nothing if the study is closed, or there is nothing to do until a running trial ends. */
    public Optional<Trial> tryAsk() {
        Optional<Trial> trial = dispenser.next().map(this::handOut);
        trial.ifPresent(t -> tellListeners(l -> l.started(t.record())));
        return trial;
    }

    private Trial handOut(TrialAllocator.Handed handed) {
        long seed = Randomness.derive(definition().seed(), handed.trial().number(), "objective")
                .nextLong();
        return new Trial(this, handed.trial(), handed.hold(), seed);
    }

    /** Ends a trial with its value; a trial whose value is not finite has failed. */
    public void tell(Trial trial, double value) {
        tell(trial, Measurement.of(value));
    }

    /** Ends a trial with what was measured; a trial whose value is not finite has failed. */
    public void tell(Trial trial, Measurement measurement) {
        tell(trial, new Outcome.Completed(measurement));
    }

    /**
     * Ends a trial. When this returns, the outcome is stored; if the store fails it may be told again.
     *
     * @throws IllegalArgumentException if the trial is another study's
     * @throws IllegalStateException if it was told or released already
     * @throws LeaseLost if it was handed out again because this process had not been heard of
     */
    public void tell(Trial trial, Outcome outcome) {
        requireOwn(trial);
        Outcome end = finite(outcome);
        trial.end("told", () -> stored.finish(trial.lease(), end));
        if (!listeners.isEmpty()) { // else what it is now is read with the next question
            TrialRecord ended = trial(trial.number());
            tellListeners(l -> l.ended(ended));
        }
    }

    private static Outcome finite(Outcome outcome) {
        Optional<Measurement> measurement = outcome instanceof Outcome.Completed completed
                ? Optional.of(completed.measurement())
                : outcome instanceof Outcome.Pruned pruned ? Optional.of(pruned.measurement()) : Optional.empty();
        return measurement
                .flatMap(m ->
                        m.values().stream().filter(v -> !Double.isFinite(v)).findFirst())
                .<Outcome>map(v -> new Outcome.Failed("the objective gave " + v))
                .orElse(outcome);
    }

    /** Gives a trial back before its end: it waits, and whoever asks next gets it. */
    public void release(Trial trial) {
        requireOwn(trial);
        trial.end("released", () -> stored.release(trial.lease()));
        TrialRecord released = trial(trial.number());
        tellListeners(l -> l.released(released));
    }

    private void requireOwn(Trial trial) {
        if (trial.study() != this) {
            throw new IllegalArgumentException("%s is not of study '%s': tell the study that handed it out"
                    .formatted(trial, definition().name()));
        }
    }

    /** Adds a trial of this configuration, to be handed out before anything is proposed. @return its number */
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
        return enqueueBelow(configuration, dispenser.limit())
                .orElseThrow(() -> new IllegalStateException(
                        "Study '%s' has all the %s trials of its budget: give it a larger one to enqueue more"
                                .formatted(definition().name(), dispenser.limit())));
    }

    /**
     * The same if there are at most {@code before} trials: so that several processes that start a study at once do not
     * enqueue the same trials twice.
     *
     * @return whether it was added
     */
    public boolean enqueueAfter(int before, Configuration configuration) {
        return enqueueBelow(configuration, Math.min(dispenser.limit(), before + 1))
                .isPresent();
    }

    private OptionalInt enqueueBelow(Configuration configuration, int limit) {
        if (!configuration.space().equals(definition().space())) {
            throw new IllegalArgumentException("This is a configuration of another space: " + configuration);
        }
        OptionalInt number = stored.enqueue(Proposal.of(configuration), limit);
        mirror.refresh();
        return number;
    }

    /** The incumbent: of the completed trials with the most resource, the best. */
    public Optional<TrialRecord> best() {
        return mirror.best();
    }

    /** All trials in the order of their numbers, values in the user's units. */
    public List<TrialRecord> trials() {
        return mirror.trials();
    }

    /** One trial. @throws java.util.NoSuchElementException if there is none of that number */
    public TrialRecord trial(int number) {
        return mirror.trial(number);
    }

    /** All trials as strategies see them, values as losses. */
    public History history() {
        return mirror.history();
    }

    /** How far the study is. */
    public Progress progress() {
        return mirror.progress();
    }

    /** Lets the strategy make all its proposals again. @see Replay */
    public Replay replay() {
        return Replay.of(stored, strategy);
    }

    public void addListener(StudyListener listener) {
        listeners.add(listener);
    }

    /** Stores a report. @return why the trial should stop, if it should */
    Optional<String> report(Trial trial, Report report) {
        stored.report(trial.lease(), report);
        TrialRecord now = mirror.reported(trial.number(), report);
        Optional<String> reason = Optional.empty();
        if (pruner != Pruner.none()) {
            reason = pruner.reasonToStop(
                    upTo(report.step(), now).losses(definition().goal()), mirror.historyForPruning());
        }
        tellListeners(l -> l.reported(now, report));
        return reason;
    }

    /** Without the reports of later steps, which an attempt that was interrupted may have left. */
    private static TrialRecord upTo(int step, TrialRecord trial) {
        if (trial.lastStep() <= step) {
            return trial;
        }
        return new TrialRecord(
                trial.number(),
                trial.configuration(),
                trial.resource(),
                trial.continues(),
                trial.reports().stream().filter(r -> r.step() <= step).toList(),
                trial.outcome(),
                trial.started(),
                trial.ended(),
                trial.attributes());
    }

    void note(Trial trial, Map<String, Object> attributes) {
        stored.note(trial.lease(), attributes);
        mirror.noted(trial.number(), attributes);
    }

    StoredStudy stored() {
        return stored;
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
}
