package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.Training;
import dev.retune.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.study.Trial;
import dev.retune.study.TrialStopped;
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

/**
 * Scores a configuration by cross-validation: trains the learner on the training part of each split, step by step and all folds in
 * lockstep, and scores it on the validation part. The measurement is the mean of the folds' scores, with the scores.
 *
 * <p>It reports the mean score after each of the first 50 steps, then after every second to the 100th, every fourth to the 200th
 * and so on, and after the last. It notes the training cost, averaged over the folds, as {@code cost}: a list by step, also of a
 * trial that fails or is pruned.
 *
 * <p>All randomness derives from the trial's seed and the number of the fold. Safe for use by several threads.
 *
 * <p>Where the study's resource is named like the learner's {@link Learner#steps()}, with or without its plural s, a trial's
 * resource is its number of steps, and a trial that continues another one goes on from there, with the seed of that. A trial that
 * is stopped goes on, when handed out again, from where it was. Both end as if there had been no pause.
 */
public final class CrossValidatedObjective implements Objective {

    private static final Logger LOG = LoggerFactory.getLogger(CrossValidatedObjective.class);

    private final Learner learner;
    private final Dataset data;
    private final List<Part> parts;
    private final Metric metric;

    /** The two parts of a split. */
    record Part(Dataset training, Dataset validation) {}

    private CrossValidatedObjective(Learner learner, Dataset data, List<Part> parts, Metric metric) {
        this.learner = learner;
        this.data = data;
        this.parts = parts;
        this.metric = metric;
    }

    /**
     * An objective for studies of a space that suits the learner, with the goal of the metric.
     *
     * @param data what the search may see: without the hold-out
     * @throws IllegalArgumentException if the data cannot be split so, or the metric does not suit them
     */
    public static CrossValidatedObjective of(Learner learner, Dataset data, Splitter splitter, Metric metric) {
        Metric.check(metric, data);
        Learner.check(learner, data.schema());
        List<Part> parts = splitter.split(data).stream()
                .map(split -> new Part(data.rows(split.training()), data.rows(split.validation())))
                .toList();
        return new CrossValidatedObjective(learner, data, parts, metric);
    }

    /**
     * Throws if a study of this space and resource could not be run: to be called before the study is made.
     *
     * @throws IllegalArgumentException if the learner cannot take the space, or the resource is neither the whole nor the learner's
     *     steps, or is in the space too
     */
    public void check(SearchSpace space, Resource resource) {
        learner.check(space);
        if (countsSteps(resource)) {
            String steps = learner.steps().orElseThrow();
            if (space.parameters().stream().anyMatch(p -> p.name().equals(steps))) {
                throw new IllegalArgumentException(
                        "parameter '" + steps + "' is in the space, but the study's resource '" + resource.name()
                                + "' decides it; leave it out of the space");
            }
        } else if (resource.isFidelity()) {
            throw new IllegalArgumentException("unknown resource '" + resource.name() + "'; learner '" + learner.name()
                    + "' can be given more or less "
                    + learner.steps().map(steps -> "of '" + steps + "'").orElse("of nothing: leave the resource out"));
        }
    }

    @Override
    public Measurement evaluate(Trial trial) throws InterruptedException {
        check(trial.configuration().space(), trial.studyResource());
        Lockstep run = begin(trial);
        try {
            Measurement measurement = train(run, trial);
            if (trial.resource() < trial.studyResource().max()) {
                quietly(trial, () -> trial.saveCheckpoint(run.checkpoint()));
            }
            return measurement;
        } catch (TrialStopped | InterruptedException e) {
            quietly(trial, () -> trial.saveCheckpoint(run.checkpoint()));
            throw e;
        } finally {
            List<Double> costs = run.costs();
            if (costs.stream().anyMatch(Double::isFinite)) {
                quietly(trial, () -> trial.note("cost", costs));
            }
        }
    }

    private static Measurement train(Lockstep run, Trial trial) throws InterruptedException {
        int reported = 0;
        while (run.advance()) {
            if (isReported(run.step())) {
                reported = run.step();
                trial.report(reported, Measurement.ofFolds(run.scores()).value());
            }
        }
        Measurement measurement = Measurement.ofFolds(run.scores());
        if (reported < run.step()) {
            trial.report(run.step(), measurement.value());
        }
        return measurement;
    }

    /** Each of the first 50 steps, every second to the 100th, every fourth to the 200th ...: the same steps for all trials. */
    static boolean isReported(int step) {
        int distance = 1;
        while (50L * distance < step) {
            distance *= 2;
        }
        return step % distance == 0;
    }

    private Lockstep begin(Trial trial) {
        Map<String, Object> values = values(trial.configuration(), trial.studyResource(), trial.resource());
        byte[] checkpoint = trial.checkpoint().orElse(null);
        if (checkpoint != null) {
            try {
                return Lockstep.resume(learner, values, parts, metric, checkpoint);
            } catch (IllegalArgumentException | IllegalStateException e) {
                LOG.warn("Trial {} starts anew: {}", trial.number(), e.getMessage());
            }
        }
        return Lockstep.start(learner, values, parts, metric, trial.seed());
    }

    /**
     * A model of the winner's configuration, trained on all of the data that the search saw, with as many steps as the winner had.
     *
     * @param resource the study's
     * @param seed of all randomness
     * @throws InterruptedException if the thread is interrupted
     * @throws RuntimeException if the training fails
     */
    public Model refit(TrialRecord winner, Resource resource, long seed) throws InterruptedException {
        Map<String, Object> values = values(winner.configuration(), resource, winner.resource());
        Training training =
                learner.start(values, data, Randomness.derive(seed, 0, "refit").nextLong());
        do {
            throwIfInterrupted();
        } while (training.advance());
        return training.model();
    }

    /**
     * The metric's score of a model on other rows, such as the hold-out.
     *
     * @throws IllegalArgumentException if the rows are not of the model's schema
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
        if (countsSteps(resource)) {
            values.put(learner.steps().orElseThrow(), (int) Math.max(1, Math.round(amount)));
        }
        return values;
    }

    private boolean countsSteps(Resource resource) {
        return learner.steps()
                .filter(steps -> steps.equals(resource.name()) || steps.equals(resource.name() + "s"))
                .isPresent();
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the training was interrupted");
        }
    }

    /** Keeps what a trial can do without; stores do not work on an interrupted thread. */
    private static void quietly(Trial trial, Runnable keep) {
        boolean interrupted = Thread.interrupted();
        try {
            keep.run();
        } catch (RuntimeException e) {
            LOG.warn("Trial {} goes on without its curve or checkpoint: {}", trial.number(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
