package dev.retune.space;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A point of a search space: a value for every active parameter. Immutable; equal when space and values are equal. */
public final class Configuration {

    private final SearchSpace space;
    private final @Nullable Object[] values; // by the parameters' order; null where inactive
    private final int hash;

    Configuration(SearchSpace space, @Nullable Object[] values) {
        this.space = space;
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    public SearchSpace space() {
        return space;
    }

    /**
     * The value of a parameter.
     *
     * @throws IllegalArgumentException if the parameter is not in this space, or inactive; the message says why
     */
    @SuppressWarnings("unchecked")
    public <T> T get(Parameter<T> parameter) {
        int index = space.index(parameter.name());
        Parameter<?> own = space.parameters().get(index);
        if (own != parameter && !own.equals(parameter)) {
            throw new IllegalArgumentException(
                    "Parameter '%s' is declared differently in this space: %s, not %s; get it by its name"
                            .formatted(parameter.name(), own, parameter));
        }
        return (T) valueOrThrow(index);
    }

    /** The value of the parameter with this name. @throws IllegalArgumentException as {@link #get(Parameter)} */
    public Object get(String name) {
        return valueOrThrow(space.index(name));
    }

    private Object valueOrThrow(int index) {
        Object value = values[index];
        if (value == null) {
            throw new IllegalArgumentException(space.whyInactive(index, values));
        }
        return value;
    }

    /** Whether the parameter has a value here. @throws IllegalArgumentException if it is not in this space */
    public boolean isActive(Parameter<?> parameter) {
        return isActive(parameter.name());
    }

    /** Whether the parameter with this name is active. @throws IllegalArgumentException if there is none */
    public boolean isActive(String name) {
        return values[space.index(name)] != null;
    }

    /** The value of the parameter at {@code index} in the space's order, or null if it is inactive. */
    public @Nullable Object valueAt(int index) {
        return values[index];
    }

    /** Positions on the unit interval in the order of the space's parameters; NaN where inactive. */
    public double[] encode() {
        double[] unit = new double[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = space.encode(i, values[i]);
        }
        return unit;
    }

    /** Names and values of the active parameters, in the space's order. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                map.put(space.parameters().get(i).name(), value);
            }
        }
        return map;
    }

    /**
     * Names and {@link Parameter#toJson JSON values} of the active parameters, as {@link SearchSpace#configuration}
     * reads them.
     */
    public Map<String, Object> toJson() {
        Map<String, Object> map = toMap();
        map.replaceAll((name, value) -> space.toJson(space.index(name), value));
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Configuration that
                        && hash == that.hash
                        && Arrays.equals(values, that.values)
                        && space.equals(that.space);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code learningRate = 0.01, layers = 3} */
    @Override
    public String toString() {
        return toMap().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
