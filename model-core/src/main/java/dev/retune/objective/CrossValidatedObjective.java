package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.internal.numerics.Randomness;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.Training;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.study.Trial;
import dev.retune.study.TrialPrunedException;
import dev.retune.study.TrialStoppedException;
import dev.retune.trial.Measurement;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.Metric;
import dev.retune.validation.Splitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scores a configuration by cross-validation: trains the learner on the training part of each split, step by step, and
 * scores it on the validation part. The measurement has the scores of the folds and their mean; a pruned trial keeps
 * the scores so far.
 *
 * <p>All folds are trained simultaneously, step by step, and the mean score is reported after each of the first 50
 * steps, then after every second up to the 100th, every fourth up to the 200th and so on, and after the last. With
 * {@link #foldByFold}, the folds are trained one after the other. The training loss by step, averaged over the folds,
 * is stored as the note {@value #TRAINING_LOSS}, also for trials that fail or are pruned.
 *
 * <p>All randomness derives from the trial's seed and the number of the fold, so that scores do not depend on the
 * number of threads. Thread-safe.
 *
 * <p>A study's resource may be one of these:
 *
 * <ul>
 *   <li>the learner's {@link Learner#steps()}, such as {@code epochs}: the number of steps of a trial. A trial that
 *       continues another resumes after its last step;
 *   <li>{@code folds}: a trial is scored on so many of the first folds, one after the other, and reports the mean so
 *       far. A trial that continues another keeps its scores, and trains only the further folds;
 *   <li>{@code dataFraction}, up to 1: a trial learns from this share of each training part, and of each class in it;
 *       larger shares contain smaller ones. Validation parts stay whole.
 * </ul>
 *
 * <p>The names may be singular or plural. A trial that was stopped resumes where it was when it is assigned again. The
 * result equals that of an uninterrupted trial.
 */
public final class CrossValidatedObjective implements Objective {

    /** The name of a trial's note that lists its training loss by step. Version 0.1 wrote it as {@code cost}. */
    public static final String TRAINING_LOSS = "trainingLoss";

    /** The name of the resource that is a share of the training rows. */
    public static final String DATA_FRACTION = Fidelity.SHARE;

    private static final Logger LOG = LoggerFactory.getLogger(CrossValidatedObjective.class);

    private final Learner learner;
    private final Dataset data;
    private final List<SplitData> parts;
    private final Metric metric;
    private final boolean racing;
    private final OptionalInt threads;
    private final AtomicInteger active = new AtomicInteger(); // trials in progress

    private CrossValidatedObjective(
            Learner learner, Dataset data, List<SplitData> parts, Metric metric, boolean racing, OptionalInt threads) {
        this.learner = learner;
        this.data = data;
        this.parts = parts;
        this.metric = metric;
        this.racing = racing;
        this.threads = threads;
    }

    /**
     * An objective for studies over a space of the learner, with the goal of the metric.
     *
     * @param data the rows for the search, without the hold-out
     * @throws IllegalArgumentException if the data cannot be split in this way, or learner or metric do not suit the
     *     data or the parts
     */
    public static CrossValidatedObjective of(Learner learner, Dataset data, Splitter splitter, Metric metric) {
        Metric.check(metric, data);
        Learner.check(learner, data.schema());
        List<SplitData> parts = splitter.split(data).stream()
                .map(split -> SplitData.of(data, split))
                .toList();
        Metric.checkParts(metric, parts.stream().map(SplitData::validation).toList());
        return new CrossValidatedObjective(learner, data, parts, metric, false, OptionalInt.empty());
    }

    /**
     * The same, but the folds are trained one after the other. The score of each is reported with its number, counted
     * from 1, as the step, which {@link dev.retune.pruning.Pruner#foldRacing} needs.
     *
     * @throws IllegalArgumentException if there is one fold only
     */
    public CrossValidatedObjective foldByFold() {
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "fold racing needs several folds, but the validation has a single fold: take a"
                            + " cross-validation, or another pruner");
        }
        return new CrossValidatedObjective(learner, data, parts, metric, true, threads);
    }

    /**
     * The same, but with at most so many folds of a trial in training at once. The default is the number of processors,
     * divided by the number of trials in progress.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CrossValidatedObjective threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads for the folds of a trial; at least 1 is needed");
        }
        return new CrossValidatedObjective(learner, data, parts, metric, racing, OptionalInt.of(threads));
    }

    /**
     * Throws if a study with this space and resource cannot run. Call it before the study is made.
     *
     * @throws IllegalArgumentException if the learner cannot take the space, or the resource is none of those above or
     *     is also a parameter of the space
     */
    public void check(SearchSpace space, Resource resource) {
        learner.check(space);
        if (fidelity(resource) != Fidelity.STEPS) {
            return;
        }
        String steps = learner.steps().orElseThrow();
        if (racing) {
            throw new IllegalArgumentException(
                    "fold racing trains one fold after the other, but the resource '" + resource.name()
                            + "' limits the steps of all folds: take the resource 'folds', or another pruner");
        }
        if (space.parameters().stream().anyMatch(p -> p.name().equals(steps))) {
            throw new IllegalArgumentException("parameter '" + steps + "' is in the space, but the study's resource '"
                    + resource.name() + "' decides it; leave it out of the space");
        }
    }

    private Fidelity fidelity(Resource resource) {
        return Fidelity.of(resource, learner, parts.size());
    }

    @Override
    public Measurement evaluate(Trial trial) throws InterruptedException {
        check(trial.configuration().space(), trial.studyResource());
        active.incrementAndGet();
        try (FoldExecutor executor = new FoldExecutor(this::threadsPerTrial);
                FoldSchedule run = begin(trial, executor)) {
            return measure(run, trial);
        } finally {
            active.decrementAndGet();
        }
    }

    private int threadsPerTrial() {
        return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors() / Math.max(1, active.get()));
    }

    private Measurement measure(FoldSchedule run, Trial trial) throws InterruptedException {
        try {
            Measurement measurement = run.run(trial);
            // with other rows a training cannot resume
            if (trial.resource() < trial.studyResource().max() && fidelity(trial.studyResource()) != Fidelity.DATA) {
                save(run, trial);
            }
            return measurement;
        } catch (TrialPrunedException e) {
            return run.measurement();
        } catch (TrialStoppedException | InterruptedException e) {
            save(run, trial);
            throw e;
        } finally {
            List<Double> losses = run.losses();
            if (losses.stream().anyMatch(Double::isFinite)) {
                quietly(trial, () -> trial.note(TRAINING_LOSS, losses));
            }
        }
    }

    private static void save(FoldSchedule run, Trial trial) {
        quietly(trial, () -> trial.saveCheckpoint(run.checkpoint().toBytes()));
    }

    private FoldSchedule begin(Trial trial, FoldExecutor executor) {
        Fidelity fidelity = fidelity(trial.studyResource());
        boolean byFold = racing || fidelity == Fidelity.FOLDS;
        TrialPlan plan = plan(trial, fidelity);
        byte[] bytes = trial.checkpoint().orElse(null);
        if (bytes != null) {
            try {
                Checkpoint checkpoint = Checkpoint.fromBytes(bytes);
                if (checkpoint.share() == plan.share()) {
                    TrialPlan begun = plan.withSeed(checkpoint.seed());
                    return byFold
                            ? SequentialFolds.resume(begun, executor, racing, checkpoint)
                            : SimultaneousFolds.resume(begun, executor, checkpoint);
                }
            } catch (IllegalArgumentException | IllegalStateException e) {
                LOG.warn("Trial {} starts again: {}", trial.number(), e.getMessage());
            }
        }
        return byFold ? SequentialFolds.start(plan, executor, racing) : SimultaneousFolds.start(plan, executor);
    }

    private TrialPlan plan(Trial trial, Fidelity fidelity) {
        double share = fidelity == Fidelity.DATA ? Math.min(1, trial.resource()) : 1;
        int folds = fidelity == Fidelity.FOLDS ? whole(trial.resource()) : parts.size();
        return new TrialPlan(
                learner,
                values(trial.configuration(), trial.studyResource(), trial.resource()),
                parts.stream().limit(folds).map(part -> part.share(share)).toList(),
                share,
                metric,
                trial.seed());
    }

    /**
     * Trains the winner's configuration on all rows of the search, with the winner's number of steps.
     *
     * @param resource the study's
     * @param seed of all randomness
     * @throws InterruptedException if the thread is interrupted
     * @throws RuntimeException if the training fails
     */
    public Model refit(TrialRecord winner, Resource resource, long seed) throws InterruptedException {
        return refit(winner, resource, seed, data);
    }

    /** Trains the winner's configuration on other rows, such as those of the search and the hold-out together. */
    public Model refit(TrialRecord winner, Resource resource, long seed, Dataset rows) throws InterruptedException {
        Map<String, Object> values = values(winner.configuration(), resource, winner.resource());
        try (Training training =
                learner.start(values, rows, Randomness.derive(seed, 0, "refit").nextLong())) {
            do {
                FoldExecutor.throwIfInterrupted();
            } while (training.advance());
            return training.model();
        }
    }

    /**
     * The metric's score of a model on other rows, such as the hold-out.
     *
     * @throws IllegalArgumentException if the rows do not have the model's schema
     */
    public double score(Model model, Dataset rows) {
        if (!model.schema().target().equals(rows.schema().target())) {
            throw new IllegalArgumentException(
                    "the model predicts " + model.schema().target() + ", but the rows have "
                            + rows.schema().target());
        }
        return metric.score(rows, model.predict(rows));
    }

    private Map<String, Object> values(Configuration configuration, Resource resource, double amount) {
        Map<String, Object> values = new LinkedHashMap<>(configuration.toMap());
        if (fidelity(resource) == Fidelity.STEPS) {
            values.put(learner.steps().orElseThrow(), whole(amount));
        }
        return values;
    }

    private static int whole(double amount) {
        return (int) Math.max(1, Math.round(amount));
    }

    /**
     * Stores something optional. Clears the thread's interrupt meanwhile, because stores fail on interrupted threads.
     */
    private static void quietly(Trial trial, Runnable keep) {
        boolean interrupted = Thread.interrupted();
        try {
            keep.run();
        } catch (RuntimeException e) {
            LOG.warn("Trial {} continues without its note or checkpoint: {}", trial.number(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
