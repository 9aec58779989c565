package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The hyperparameters of a study: parameters, the conditions under which they are active, and constraints between them.
 * Parents come before their children. Immutable; equal when all of these are equal.
 */
public final class SearchSpace {

    /** After this many draws without a feasible one, the constraints are considered too tight. */
    private static final int PATIENCE = 100_000;

    private final List<Parameter<?>> parameters;
    private final List<List<Condition>> conditions;
    private final List<Constraint> constraints;
    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final Gate[][] gates;
    private final int[][] constrained; // by constraint: the indices of its parameters
    private volatile double size = Double.NaN; // computed on demand; all threads compute the same number

    private SearchSpace(List<Parameter<?>> parameters, List<List<Condition>> conditions, List<Constraint> constraints) {
        this.parameters = List.copyOf(parameters);
        this.conditions = conditions.stream().map(List::copyOf).toList();
        this.constraints = List.copyOf(constraints);
        for (int i = 0; i < parameters.size(); i++) {
            indices.put(parameters.get(i).name(), i);
        }
        this.gates = this.conditions.stream()
                .map(all -> all.stream()
                        .map(c -> new Gate(index(c.parent().name()), Set.copyOf(c.values())))
                        .toArray(Gate[]::new))
                .toArray(Gate[][]::new);
        this.constrained = this.constraints.stream()
                .map(c -> c.names().stream().mapToInt(this::index).toArray())
                .toArray(int[][]::new);
    }

    /** A condition, prepared for frequent evaluation. */
    private record Gate(int parent, Set<Object> values) {

        boolean isOpen(@Nullable Object[] configuration) {
            Object value = configuration[parent];
            return value != null && values.contains(value);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A space without conditions. */
    public static SearchSpace of(Parameter<?>... parameters) {
        Builder builder = builder();
        for (Parameter<?> parameter : parameters) {
            builder.add(parameter);
        }
        return builder.build();
    }

    /** The parameters, parents before their children. */
    public List<Parameter<?>> parameters() {
        return parameters;
    }

    /** The conditions that must all hold for the parameter at {@code index} to be active; empty if it always is. */
    public List<Condition> conditions(int index) {
        return conditions.get(index);
    }

    public List<Constraint> constraints() {
        return constraints;
    }

    /** Whether any parameter has a condition. */
    public boolean isConditional() {
        return conditions.stream().anyMatch(all -> !all.isEmpty());
    }

    /**
     * The parameter with this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public Parameter<?> parameter(String name) {
        return parameters.get(index(name));
    }

    /** The index of the parameter of that name. @throws IllegalArgumentException if there is none */
    public int index(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new IllegalArgumentException(
                    "No parameter '%s' in the space%s".formatted(name, NearestName.hint(name, indices.keySet())));
        }
        return index;
    }

    /**
     * The configuration with these values, by name.
     *
     * @throws IllegalArgumentException if a name is unknown, an active parameter is missing, an inactive one is given,
     *     a value is not allowed, or a constraint is violated
     */
    public Configuration configuration(Map<String, ?> values) {
        values.keySet().forEach(this::index);
        @Nullable Object[] all = new @Nullable Object[parameters.size()];
        for (int i = 0; i < all.length; i++) {
            Parameter<?> parameter = parameters.get(i);
            Object raw = values.get(parameter.name());
            if (isActive(i, all)) {
                if (raw == null) {
                    throw new IllegalArgumentException("Parameter '%s' is missing: it is active here, give it a value"
                            .formatted(parameter.name()));
                }
                all[i] = parameter.valueOf(raw);
            } else if (raw != null) {
                throw new IllegalArgumentException(whyInactive(i, all) + " Leave it out.");
            }
        }
        Configuration configuration = new Configuration(this, all);
        Optional<Constraint> broken = broken(configuration);
        Check.that(
                broken.isEmpty(),
                "The constraint '%s' is violated by %s",
                broken.map(Object::toString).orElse(""),
                configuration);
        return configuration;
    }

    /**
     * The configuration at a point of the unit cube, with one coordinate per parameter; coordinates of inactive
     * parameters are ignored. Constraints may be violated: see {@link #isFeasible}.
     */
    public Configuration decode(double[] unit) {
        if (unit.length != parameters.size()) {
            throw new IllegalArgumentException(
                    "%d coordinates for %d parameters: give one for each".formatted(unit.length, parameters.size()));
        }
        @Nullable Object[] all = new @Nullable Object[unit.length];
        for (int i = 0; i < unit.length; i++) {
            if (isActive(i, all)) {
                if (Double.isNaN(unit[i])) {
                    throw new IllegalArgumentException("The coordinate of the active parameter '%s' is NaN"
                            .formatted(parameters.get(i).name()));
                }
                all[i] = parameters.get(i).decode(unit[i]);
            }
        }
        return new Configuration(this, all);
    }

    /** Whether all constraints hold. */
    public boolean isFeasible(Configuration configuration) {
        return broken(configuration).isEmpty();
    }

    private Optional<Constraint> broken(Configuration configuration) {
        for (int c = 0; c < constrained.length; c++) {
            int[] where = constrained[c];
            Object[] values = new Object[where.length];
            boolean binds = true;
            for (int k = 0; k < where.length && binds; k++) {
                Object value = configuration.valueAt(where[k]);
                if (value == null) {
                    binds = false;
                } else {
                    values[k] = toJson(where[k], value);
                }
            }
            if (binds && !constraints.get(c).holds(values)) {
                return Optional.of(constraints.get(c));
            }
        }
        return Optional.empty();
    }

    /**
     * A configuration drawn uniformly on the parameters' scales among the feasible ones.
     *
     * @throws IllegalStateException if 100,000 draws all violate a constraint
     */
    public Configuration sample(RandomGenerator random) {
        double[] unit = new double[parameters.size()];
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = random.nextDouble();
            }
            Configuration configuration = decode(unit);
            if (isFeasible(configuration)) {
                return configuration;
            }
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "%,d random points all violate a constraint of %s: relax the constraints or narrow the ranges",
                PATIENCE,
                constraints));
    }

    /**
     * The number of configurations regardless of constraints; {@link Double#POSITIVE_INFINITY} if a real parameter has
     * no step, or if conditions connect so many parameters that they cannot be counted.
     */
    public double size() {
        if (Double.isNaN(size)) {
            size = new SpaceSize(this).count();
        }
        return size;
    }

    /**
     * All feasible configurations in a fixed order, generated lazily.
     *
     * @throws IllegalStateException if there are infinitely many
     */
    public Stream<Configuration> enumerate() {
        for (Parameter<?> parameter : parameters) {
            if (Double.isInfinite(parameter.size())) {
                throw new IllegalStateException(
                        "Parameter '%s' has infinitely many values: give it a step".formatted(parameter.name()));
            }
        }
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Enumeration(this), 0), false)
                .filter(this::isFeasible);
    }

    boolean isActive(int index, @Nullable Object[] values) {
        for (Gate gate : gates[index]) {
            if (!gate.isOpen(values)) {
                return false;
            }
        }
        return true;
    }

    String whyInactive(int index, @Nullable Object[] values) {
        for (int c = 0; c < gates[index].length; c++) {
            Gate gate = gates[index][c];
            if (!gate.isOpen(values)) {
                Condition condition = conditions.get(index).get(c);
                String parent = condition.parent().name();
                Object value = values[gate.parent];
                return "Parameter '%s' is inactive: it needs %s, but %s."
                        .formatted(
                                parameters.get(index).name(),
                                condition,
                                value == null ? parent + " is inactive" : parent + " = " + value);
            }
        }
        throw new IllegalStateException("parameter " + index + " is active");
    }

    double encode(int index, @Nullable Object value) {
        return value == null ? Double.NaN : encode(parameters.get(index), value);
    }

    @SuppressWarnings("unchecked")
    private static <T> double encode(Parameter<T> parameter, Object value) {
        return parameter.encode((T) value);
    }

    Object toJson(int index, Object value) {
        return toJson(parameters.get(index), value);
    }

    @SuppressWarnings("unchecked")
    private static <T> Object toJson(Parameter<T> parameter, Object value) {
        return parameter.toJson((T) value);
    }

    /** JSON: {@code {"parameters":[...],"constraints":[...]}}; {@link #fromJson} reads an equal space from it. */
    public String toJson() {
        return SpaceJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote; an array of parameters is a space without constraints. Choices that are neither
     * text, booleans nor numbers are read as their labels.
     *
     * @throws IllegalArgumentException if the text has another form; the message names the parameter and the key
     */
    public static SearchSpace fromJson(String json) {
        return SpaceJson.read(json);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof SearchSpace space
                        && parameters.equals(space.parameters)
                        && conditions.equals(space.conditions)
                        && constraints.equals(space.constraints);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + conditions.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Collects parameters, parents first. */
    public static final class Builder {

        private final List<Parameter<?>> parameters = new ArrayList<>();
        private final List<List<Condition>> conditions = new ArrayList<>();
        private final List<Constraint> constraints = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a parameter that is active where all of the conditions hold; without conditions it is always active.
         *
         * @throws IllegalArgumentException if the name is taken, or a parent is not declared yet
         */
        public Builder add(Parameter<?> parameter, Condition... all) {
            Check.that(
                    find(parameter.name()).isEmpty(), "Parameter '%s' is declared twice: rename one", parameter.name());
            for (Condition condition : all) {
                Check.that(
                        find(condition.parent().name())
                                .filter(condition.parent()::equals)
                                .isPresent(),
                        "Parameter '%s' depends on '%s', which is not declared before it: add the parent first",
                        parameter.name(),
                        condition.parent().name());
            }
            parameters.add(parameter);
            conditions.add(List.of(all));
            return this;
        }

        /** Adds a rule such as {@code a + b <= 1}; see {@link Constraint}. */
        public Builder constraint(String text) {
            constraints.add(Constraint.of(text));
            return this;
        }

        Optional<Parameter<?>> find(String name) {
            return parameters.stream()
                    .<Parameter<?>>map(p -> p)
                    .filter(p -> p.name().equals(name))
                    .findFirst();
        }

        /**
         * The space. @throws IllegalArgumentException if there is no parameter, or a constraint refers to an unknown
         * one
         */
        public SearchSpace build() {
            Check.that(!parameters.isEmpty(), "The space has no parameters: add at least one");
            Set<String> names = new LinkedHashSet<>();
            parameters.forEach(p -> names.add(p.name()));
            for (Constraint constraint : constraints) {
                constraint.requireUnambiguous(names);
                for (String name : constraint.names()) {
                    Check.that(
                            names.contains(name),
                            "Constraint '%s' names '%s', which is not a parameter%s",
                            constraint,
                            name,
                            NearestName.hint(name, names));
                }
            }
            for (Constraint constraint : constraints) { // one that cannot be computed fails here, not during the study
                constraint.holds(constraint.names().stream()
                        .map(name -> find(name).orElseThrow())
                        .map(Builder::middle)
                        .toArray());
            }
            return new SearchSpace(parameters, conditions, constraints);
        }

        private static <T> Object middle(Parameter<T> parameter) {
            return parameter.toJson(parameter.decode(0.5));
        }
    }
}
