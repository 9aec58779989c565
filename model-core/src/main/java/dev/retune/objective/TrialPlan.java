package dev.retune.objective;

import dev.retune.internal.numerics.Randomness;
import dev.retune.learner.Learner;
import dev.retune.learner.Training;
import dev.retune.validation.Metric;

import java.util.List;
import java.util.Map;

/**
 * What a trial trains and scores.
 *
 * @param values of hyperparameters
 * @param parts the splits, in order
 * @param share of the training rows; the parts have it already
 * @param seed of the trial that started it
 */
record TrialPlan(
        Learner learner, Map<String, ?> values, List<SplitData> parts, double share, Metric metric, long seed) {

    /** How many folds there are. */
    int size() {
        return parts.size();
    }

    TrialPlan withSeed(long other) {
        return new TrialPlan(learner, values, parts, share, metric, other);
    }

    /** A fold whose training has not started. */
    FoldTraining start(int index) {
        SplitData part = parts.get(index);
        return new FoldTraining(
                index, size(), () -> learner.start(values, part.training(), seed(index)), part.validation(), metric);
    }

    /** @throws IllegalArgumentException if the checkpoint is damaged, or belongs to other hyperparameters or data */
    FoldTraining resume(int index, Checkpoint.Open state) {
        if (state.losses().isEmpty()) {
            return start(index);
        }
        SplitData part = parts.get(index);
        Training training = learner.resume(state.training(), values, part.training(), seed(index));
        return new FoldTraining(index, size(), training, state.losses(), part.validation(), metric);
    }

    private long seed(int index) {
        return Randomness.derive(seed, index, "fold").nextLong();
    }
}
