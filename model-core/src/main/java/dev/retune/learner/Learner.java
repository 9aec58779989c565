package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to learn a model from data. Immutable, and safe to share between threads.
 *
 * <p>Values of hyperparameters are given by name, as {@link dev.retune.space.Configuration#toMap()} has them; those left out take
 * their {@link #defaults}. The same values, rows and seed give the same model, on any thread.
 *
 * <p>A learner that {@code META-INF/services/dev.retune.learner.Learner} names has a place among {@link Learners}.
 */
public interface Learner {

    /** As in a study file: {@code network}. */
    String name();

    /** What it can learn; the more common one first. */
    default List<Task> tasks() {
        return List.of(Task.CLASSIFICATION, Task.REGRESSION);
    }

    /**
     * Throws if a learner cannot learn such data: to be called before anything is trained.
     *
     * @throws IllegalArgumentException if it learns the other task only
     */
    static void check(Learner learner, Schema schema) {
        if (!learner.tasks().contains(schema.task())) {
            throw new IllegalArgumentException("learner '" + learner.name() + "' learns "
                    + (schema.task() == Task.CLASSIFICATION ? "numbers" : "classes") + ", but target '"
                    + schema.target().name() + "' has "
                    + (schema.task() == Task.CLASSIFICATION ? "classes" : "numbers")
                    + "; take another learner, or read the target as the other task");
        }
    }

    /** What a study of this learner searches if it brings no space of its own, whatever the data. */
    SearchSpace space();

    /** The same for data with these columns: without what has no effect there. */
    default SearchSpace space(Schema schema) {
        return space();
    }

    /** All hyperparameters that it has, the values that it can take, and the defaults. */
    Hyperparameters hyperparameters();

    /** The values of the hyperparameters that a study's space leaves out. */
    default Map<String, Object> defaults() {
        return hyperparameters().defaults();
    }

    /**
     * The defaults of what is active in a space.
     *
     * @throws IllegalArgumentException if the space does not have them
     */
    default Configuration defaults(SearchSpace space) {
        Map<String, Object> all = defaults();
        Map<String, Object> active = new LinkedHashMap<>();
        for (int i = 0; i < space.parameters().size(); i++) {
            String name = space.parameters().get(i).name();
            boolean isActive = space.conditions(i).stream()
                    .allMatch(condition -> condition
                            .values()
                            .contains(active.get(condition.parent().name())));
            Object value = all.get(name);
            if (isActive && value != null) {
                active.put(name, value);
            }
        }
        return space.configuration(active);
    }

    /**
     * Throws if a study of this space could not be run: to be called before anything is trained.
     *
     * @throws IllegalArgumentException naming the parameter that it does not have, or that is of another type or has values that
     *     it cannot take
     */
    default void check(SearchSpace space) {
        hyperparameters().check(space);
    }

    /**
     * Which learners, this one or some of several that it chooses from, train all rows of such data alike, whatever their
     * {@linkplain Dataset#weightedBy weight}; empty if a row counts as much as it weighs.
     */
    default List<String> unweighted(Schema schema) {
        return List.of(name());
    }

    /**
     * The hyperparameter that says how many steps a training has, such as {@code epochs}; empty if all trainings have one. A
     * training of n steps passes through the same models as one of more, so it may stop sooner or be extended.
     */
    default Optional<String> steps() {
        return Optional.empty();
    }

    /**
     * A training before its first step.
     *
     * @param values of hyperparameters, by name
     * @param training the rows to learn from, and nothing else: preprocessing is fitted on them, too
     * @param seed of all randomness
     * @throws IllegalArgumentException if there is no such hyperparameter or value, or the data cannot be learned
     */
    Training start(Map<String, ?> values, Dataset training, long seed);

    /**
     * The training that {@link Training#checkpoint} wrote, which continues as if there had been no pause.
     *
     * @param values as when it was started, except for the number of {@link #steps}, which may be greater
     * @param training as when it was started
     * @param seed as when it was started
     * @throws IllegalArgumentException if the bytes are no such checkpoint, or of other values, rows or seed
     */
    Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed);

    /**
     * The model that {@link Model#toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no model of this learner, damaged, or from a newer version
     */
    Model read(byte[] model);
}
