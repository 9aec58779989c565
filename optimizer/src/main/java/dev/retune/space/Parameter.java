package dev.retune.space;

import java.util.List;

/**
 * A hyperparameter: its name, its values, and their mapping to the unit interval. Parameters are immutable; two are
 * equal when all their properties are equal.
 *
 * @param <T> the type of its values
 */
public sealed interface Parameter<T> permits RealParameter, IntParameter, ChoiceParameter {

    /** A real number in {@code [low, high]}, both ends included. */
    static RealParameter real(String name, double low, double high) {
        return new RealParameter(name, low, high, Scale.LINEAR, 0);
    }

    /** An integer in {@code [low, high]}, both ends included. */
    static IntParameter integer(String name, int low, int high) {
        return new IntParameter(name, low, high, Scale.LINEAR, 1);
    }

    /** One of the given values, whose order means nothing (see {@link ChoiceParameter#ordered()}). */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> ChoiceParameter<T> choice(String name, T... choices) {
        return new ChoiceParameter<>(name, List.of(choices), false);
    }

    /** One of the given values, whose order means nothing (see {@link ChoiceParameter#ordered()}). */
    static <T> ChoiceParameter<T> choice(String name, List<T> choices) {
        return new ChoiceParameter<>(name, choices, false);
    }

    /** A boolean parameter. */
    static ChoiceParameter<Boolean> bool(String name) {
        return choice(name, false, true);
    }

    String name();

    /** The number of values; {@link Double#POSITIVE_INFINITY} for a real parameter without a step. */
    double size();

    /**
     * Converts {@code raw} to a value of this parameter. Numbers must be in range and on the grid; choices are found by
     * equality or by their label.
     *
     * @throws IllegalArgumentException if it is not a value of this parameter; the message names parameter, value and
     *     rule
     */
    T valueOf(Object raw);

    /**
     * The value at a position of the unit interval, on which values are spread along the parameter's scale. Each
     * discrete value covers an interval, so a uniform position samples them without bias. The positions 0 and 1 give
     * the ends.
     */
    T decode(double unit);

    /**
     * The position of a value on the unit interval, which {@link #decode} turns back into it: its place on the
     * parameter's scale; for a choice, the middle of its interval.
     */
    double encode(T value);

    /**
     * The value at {@code index} in ascending order.
     *
     * @throws IllegalStateException if there are infinitely many
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    T valueAt(int index);

    /** The JSON form of the value: a number, a boolean, or the label of any other choice. */
    default Object toJson(T value) {
        return value;
    }
}
