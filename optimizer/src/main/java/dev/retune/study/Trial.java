package dev.retune.study;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.store.Lease;
import dev.retune.store.LeaseLostException;
import dev.retune.trial.Goals;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A running trial, as an objective gets it. It belongs to this process until it is told or released; meanwhile its
 * lease is renewed in the background. Thread-safe.
 */
public final class Trial {

    private static final String REASSIGNED = "its lease ran out and it was assigned to another worker";

    private final Study study;
    private final TrialRecord record;
    private final HeldLease held;
    private final long seed;
    private volatile @Nullable String stopped;
    private volatile @Nullable String pruned;
    private volatile @Nullable Report lastReport;
    private volatile StoreAccess access = Trial::once;
    private @Nullable String over; // guarded by this: how it ended in this process

    Trial(Study study, TrialRecord record, HeldLease held, long seed) {
        this.study = study;
        this.record = record;
        this.held = held;
        this.seed = seed;
    }

    /** Its index in the study, from 0. */
    public int number() {
        return record.number();
    }

    /**
     * The value of a parameter. @throws IllegalArgumentException if it is inactive or not in this space; the message
     * says why
     */
    public <T> T get(Parameter<T> parameter) {
        return record.configuration().get(parameter);
    }

    public Configuration configuration() {
        return record.configuration();
    }

    /** Its share of the study's resource. */
    public double resource() {
        return record.resource();
    }

    /** The study's fidelity. */
    public Resource studyResource() {
        return study.definition().resource();
    }

    /**
     * Identifies its study, also among studies of the same name that were deleted or are in another store: its creation
     * time and its seed. The same in all processes and after a resumption; usable as the name of a folder.
     */
    public String studyIdentity() {
        return "%s-%s"
                .formatted(
                        study.stored().created().toString().replace(":", ""),
                        Long.toHexString(study.definition().seed()));
    }

    /** The trial whose checkpoint it may continue from. */
    public OptionalInt continues() {
        return record.continues();
    }

    /** A seed for the objective's own randomness, derived from the study's seed and the number, so that it repeats. */
    public long seed() {
        return seed;
    }

    /** The study's targets and limits. */
    public Goals goals() {
        return study.goals();
    }

    /**
     * Records an intermediate value of the study's only target.
     *
     * @param step how far the trial is, such as the epoch: 1 or more, ascending
     * @param value the objective's value there, in the user's units
     * @throws IllegalArgumentException if the study has several targets; nothing has changed
     * @throws TrialPrunedException if the trial is not worth going on
     * @throws TrialStoppedException if the run is being stopped, the thread is interrupted, or the trial was assigned
     *     to another worker
     */
    public void report(int step, double value) {
        report(step, MetricValue.UNNAMED, value);
    }

    /**
     * Records an intermediate value of a target.
     *
     * @param step how far the trial is, such as the epoch: 1 or more, ascending
     * @param metric the target's name
     * @param value the objective's value there, in the user's units
     * @throws IllegalArgumentException if that is no target; nothing has changed
     * @throws TrialPrunedException if the trial is not worth going on
     * @throws TrialStoppedException if the run is being stopped, the thread is interrupted, or the trial was assigned
     *     to another worker
     */
    public void report(int step, String metric, double value) {
        if (step < 1) {
            throw new IllegalArgumentException(
                    "Trial %s reports step %s: steps are counted from 1".formatted(number(), step));
        }
        Report report = goals().reported(new Report(step, metric, value));
        throwIfStopped();
        lastReport = report;
        Optional<String> reason;
        try {
            reason = access.through(this, () -> study.report(this, report));
        } catch (LeaseLostException e) {
            held.lose();
            throw new TrialStoppedException(REASSIGNED);
        }
        if (reason.isPresent()) {
            pruned = reason.get();
            throw new TrialPrunedException(reason.get());
        }
        throwIfStopped();
    }

    /** Stores a note with the trial: text, a number, a boolean, or a list or map of these. */
    public void note(String key, Object value) {
        Map<String, Object> note = Map.of(key, Notes.checked(key, value));
        access.through(this, () -> {
            study.note(this, note);
            return true;
        });
    }

    /**
     * The checkpoint to continue from: what this trial saved before it was interrupted, or else what the trial that it
     * continues saved.
     */
    public Optional<byte[]> checkpoint() {
        return access.through(this, () -> {
            Optional<byte[]> own = study.stored().checkpoint(number());
            return own.isPresent() || continues().isEmpty()
                    ? own
                    : study.stored().checkpoint(continues().getAsInt());
        });
    }

    /** Saves what {@link #checkpoint()} returns, in place of what was saved before. */
    public void saveCheckpoint(byte[] content) {
        access.through(this, () -> {
            study.stored().saveCheckpoint(held.lease(), content);
            return true;
        });
    }

    /** Why the pruner stopped it, if it did. */
    public Optional<String> prunedBecause() {
        return Optional.ofNullable(pruned);
    }

    /** Its last report, if there is one. */
    public Optional<Report> lastReport() {
        return Optional.ofNullable(lastReport);
    }

    /** Sets how reports, notes and checkpoints reach the store; by default each call is made once. */
    public void reachStore(StoreAccess access) {
        this.access = access;
    }

    private static <T> T once(Trial trial, Supplier<T> call) {
        return call.get();
    }

    /** Asks it to stop: the next report throws {@link TrialStoppedException}. */
    public void stop(String reason) {
        stopped = reason;
    }

    /**
     * For objectives that seldom report.
     *
     * @throws TrialStoppedException if the run is being stopped, the thread is interrupted, or the trial was assigned
     *     to another worker
     */
    public void throwIfStopped() {
        String reason = held.isLost() ? REASSIGNED : stopped;
        if (reason != null) {
            throw new TrialStoppedException(reason);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TrialStoppedException("its thread was interrupted");
        }
    }

    Study study() {
        return study;
    }

    TrialRecord record() {
        return record;
    }

    Lease lease() {
        return held.lease();
    }

    /** Does {@code end} once; it may be tried again if it throws, except when the trial is lost. */
    synchronized void end(String how, Runnable end) {
        if (over != null) {
            throw new IllegalStateException("Trial %s was %s already".formatted(number(), over));
        }
        try {
            end.run();
            over = how;
        } catch (LeaseLostException e) {
            over = "assigned to another worker";
            throw e;
        } finally {
            if (over != null) {
                held.drop();
            }
        }
    }

    @Override
    public String toString() {
        return "trial %s (%s)".formatted(number(), configuration());
    }
}
