package dev.retune.space;

import java.util.List;

/**
 * One hyperparameter: its name, its values, and their positions on the unit interval. Parameters are immutable; two are
 * equal if all their properties are equal.
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
     * The value that {@code raw} represents. Numbers must be in range and on the grid; choices are found by equality or
     * by their label.
     *
     * @throws IllegalArgumentException if it represents none; the message names the parameter, the value and the rule
     */
    T valueOf(Object raw);

    /**
     * The value at a position of the unit interval, along which values are spread by the parameter's scale; discrete
     * values cover intervals of equal length, so that a uniform position draws each with the same probability.
     * Positions 0 and 1 give the ends.
     */
    T decode(double unit);

    /**
     * The position of a value on the unit interval, which {@link #decode} maps back to it: its position on the
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

    /** The JSON form of a value: a number, a boolean, or the label of any other choice. */
    default Object toJson(T value) {
        return value;
    }
}
