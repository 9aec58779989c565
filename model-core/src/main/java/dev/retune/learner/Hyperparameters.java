package dev.retune.learner;

import dev.retune.internal.text.NearestName;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The hyperparameters of a learner: each with all values that it can take, not only those worth searching, and a
 * default. Immutable.
 */
public final class Hyperparameters {

    private final String learner;
    private final Map<String, Parameter<?>> parameters;
    private final Map<String, Object> defaults;

    private Hyperparameters(String learner, Map<String, Parameter<?>> parameters, Map<String, Object> defaults) {
        this.learner = learner;
        this.parameters = parameters;
        this.defaults = defaults;
    }

    /** A builder for the learner of that name. */
    public static Builder of(String learner) {
        return new Builder(learner);
    }

    /** The parameters, each with all values that the learner can take. */
    public List<Parameter<?>> parameters() {
        return List.copyOf(parameters.values());
    }

    /** The default of each, by name. */
    public Map<String, Object> defaults() {
        return defaults;
    }

    /**
     * Completes values with the defaults of the others.
     *
     * @throws IllegalArgumentException if a name is unknown, or a value is not allowed
     */
    public Assignment complete(Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>(defaults);
        values.forEach((name, value) -> all.put(name, valueOf(known(name), value)));
        return new Assignment(all);
    }

    /** A value for each hyperparameter. */
    public final class Assignment {

        private final Map<String, Object> byName;

        private Assignment(Map<String, Object> byName) {
            this.byName = byName;
        }

        /**
         * The value of a hyperparameter.
         *
         * @throws IllegalArgumentException if the learner has no such hyperparameter
         */
        @SuppressWarnings("unchecked")
        public <T> T get(Parameter<T> parameter) {
            if (!parameter.equals(known(parameter.name()))) {
                throw new IllegalArgumentException("parameter '" + parameter.name() + "' of learner '" + learner
                        + "' is declared differently: " + known(parameter.name()) + ", not " + parameter);
            }
            return (T) Objects.requireNonNull(byName.get(parameter.name()));
        }

        /** The number of steps of a training, unless it stops early. */
        int steps(Learner owner) {
            return owner.steps()
                    .map(name -> (Integer) Objects.requireNonNull(byName.get(name)))
                    .orElse(1);
        }

        /** {@code {trees=100, maxDepth=6}}, the same for equal values. */
        @Override
        public String toString() {
            return byName.toString();
        }
    }

    /**
     * Throws if the learner cannot take every configuration of a space.
     *
     * @throws IllegalArgumentException naming the parameter that is unknown, or that is of another type or has values
     *     that the learner cannot take
     */
    public void check(SearchSpace space) {
        for (Parameter<?> searched : space.parameters()) {
            Parameter<?> own = known(searched.name());
            if (own instanceof IntParameter && searched instanceof RealParameter) {
                throw new IllegalArgumentException("parameter '" + own.name() + "' of learner '" + learner
                        + "' needs whole numbers, but the space has real ones: declare it as an integer");
            }
            extremes(searched).forEach(value -> valueOf(own, value));
        }
    }

    private Parameter<?> known(String name) {
        Parameter<?> parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("learner '" + learner + "' has no parameter '" + name + "'"
                    + NearestName.hintOrList(name, parameters.keySet()));
        }
        return parameter;
    }

    private Object valueOf(Parameter<?> own, Object value) {
        try {
            return own.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("learner '" + learner + "': " + e.getMessage(), e);
        }
    }

    /** Values that stand for all: if the learner can take these, it can take the others. */
    private static List<?> extremes(Parameter<?> searched) {
        return searched instanceof ChoiceParameter<?> choice
                ? choice.choices()
                : List.of(searched.decode(0), searched.decode(1));
    }

    /** Collects hyperparameters. */
    public static final class Builder {

        private final String learner;
        private final Map<String, Parameter<?>> parameters = new LinkedHashMap<>();
        private final Map<String, Object> defaults = new LinkedHashMap<>();

        private Builder(String learner) {
            this.learner = learner;
        }

        /**
         * Adds a hyperparameter.
         *
         * @param parameter with every value that the learner can take
         * @throws IllegalArgumentException if the name is taken, or the default is not allowed
         */
        public <T> Builder add(Parameter<T> parameter, T defaultValue) {
            if (parameters.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException(
                        "learner '" + learner + "' has two parameters '" + parameter.name() + "': rename one");
            }
            defaults.put(parameter.name(), parameter.valueOf(defaultValue));
            return this;
        }

        /** Makes the hyperparameters, in the order in which they were added. */
        public Hyperparameters build() {
            return new Hyperparameters(
                    learner,
                    Collections.unmodifiableMap(new LinkedHashMap<>(parameters)),
                    Collections.unmodifiableMap(new LinkedHashMap<>(defaults)));
        }
    }
}
