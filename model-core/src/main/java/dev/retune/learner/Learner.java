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
 * An algorithm that trains models. Immutable, and safe to share between threads.
 *
 * <p>Hyperparameters are given by name, as {@link dev.retune.space.Configuration#toMap()} lists them; those left out
 * have their {@link #defaults}. The same values, rows and seed give the same model, on any thread.
 *
 * <p>{@link Learners} finds every learner that is a service: named in
 * {@code META-INF/services/dev.retune.learner.Learner}, or provided by a module.
 */
public interface Learner {

    /** The name by which study files choose it, such as {@code network}. */
    String name();

    /** The tasks that it can learn, the more common one first. */
    default List<Task> tasks() {
        return List.of(Task.CLASSIFICATION, Task.REGRESSION);
    }

    /**
     * Throws if a learner cannot learn data of this schema. Call it before anything is trained.
     *
     * @throws IllegalArgumentException if the learner does not learn the task of the target
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

    /** The default search space, for studies that declare none, whatever the data. */
    SearchSpace space();

    /** The default search space for data of this schema, without parameters that have no effect there. */
    default SearchSpace space(Schema schema) {
        return space();
    }

    /** All hyperparameters, with the values that each can take and the defaults. */
    Hyperparameters hyperparameters();

    /** The default of each hyperparameter, by name. */
    default Map<String, Object> defaults() {
        return hyperparameters().defaults();
    }

    /**
     * The defaults as a configuration of a space.
     *
     * @throws IllegalArgumentException if a default is not a value of the space
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
     * Throws if the learner cannot take every configuration of a space. Call it before anything is trained.
     *
     * @throws IllegalArgumentException naming the parameter that is unknown, is of another type or has values that the
     *     learner cannot take
     */
    default void check(SearchSpace space) {
        hyperparameters().check(space);
    }

    /**
     * The names of the learners that ignore the {@linkplain Dataset#weightedBy weights} of rows of this schema: this
     * one, or some of those that it chooses from; empty if weights have an effect.
     */
    default List<String> unweighted(Schema schema) {
        return List.of(name());
    }

    /**
     * The name of the hyperparameter that sets the number of training steps, such as {@code epochs}; empty if every
     * training has one step. The model after n steps does not depend on the number of steps to come, so that a training
     * can stop early or be extended.
     */
    default Optional<String> steps() {
        return Optional.empty();
    }

    /**
     * Starts a training; the first step is still to be made.
     *
     * @param values of hyperparameters, by name
     * @param training the rows to learn from; preprocessing is fitted on them, too
     * @param seed of all randomness
     * @throws IllegalArgumentException if a hyperparameter is unknown or has a value that it cannot take, or the data
     *     cannot be learned
     */
    Training start(Map<String, ?> values, Dataset training, long seed);

    /**
     * Reads a training that {@link Training#checkpoint} wrote. It continues as if it had not been interrupted.
     *
     * @param values as when it was started, except for the number of {@link #steps}, which may be greater
     * @param training as when it was started
     * @param seed as when it was started
     * @throws IllegalArgumentException if the bytes are no checkpoint of this learner, or belong to other
     *     hyperparameters, rows or another seed
     */
    Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed);

    /**
     * Reads a model that {@link Model#toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no model of this learner, are damaged or were written by a
     *     newer version
     */
    Model read(byte[] model);
}
