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
 * @param share of the training rows, which the parts have already
 * @param seed of the trial that began it
 */
record Plan(Learner learner, Map<String, ?> values, List<Part> parts, double share, Metric metric, long seed) {

    /** How many folds there are. */
    int size() {
        return parts.size();
    }

    Plan withSeed(long other) {
        return new Plan(learner, values, parts, share, metric, other);
    }

    /** A fold that trains from the beginning. */
    Fold start(int index) {
        Part part = parts.get(index);
        return new Fold(
                index, size(), () -> learner.start(values, part.training(), seed(index)), part.validation(), metric);
    }

    /** @throws IllegalArgumentException if the checkpoint is damaged, or of other values or data */
    Fold resume(int index, Checkpoint.Open state) {
        if (state.costs().isEmpty()) {
            return start(index);
        }
        Part part = parts.get(index);
        Training training = learner.resume(state.training(), values, part.training(), seed(index));
        return new Fold(index, size(), training, state.costs(), part.validation(), metric);
    }

    private long seed(int index) {
        return Randomness.derive(seed, index, "fold").nextLong();
    }
}
