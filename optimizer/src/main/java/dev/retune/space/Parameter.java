package dev.retune.space;

import java.util.List;

/**
 * One hyperparameter: its name, its values, and how they lie on the unit interval. Parameters are immutable values; two
 * are equal when they say the same.
 *
 * @param <T> the type of its values
 */
public sealed interface Parameter<T> permits RealParameter, IntParameter, ChoiceParameter {

    /** A real number in {@code [low, high]}, both ends included. */
    static RealParameter real(String name, double low, double high) {
        return new RealParameter(name, low, high, Scale.LINEAR, 0);
    }

    /** A whole number in {@code [low, high]}, both ends included. */
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

    /** False or true. */
    static ChoiceParameter<Boolean> bool(String name) {
        return choice(name, false, true);
    }

    String name();

    /** How many values there are; {@link Double#POSITIVE_INFINITY} for a real parameter without a step. */
    double size();

    /**
     * The value that {@code raw} stands for. Numbers are taken as they are if they are in range and on the grid;
     * choices are found by equality or by their label.
     *
     * @throws IllegalArgumentException if it stands for none; the message names parameter, value and rule
     */
    T valueOf(Object raw);

    /**
     * The value at a position of the unit interval, for which values are spread along the parameter's scale; a discrete
     * value owns an interval of its own, so a uniform position draws fairly. The positions 0 and 1 give the ends.
     */
    T decode(double unit);

    /**
     * The position of a value on the unit interval, which {@link #decode} turns back into it: where it lies on the
     * parameter's scale, for a choice the middle of its interval.
     */
    double encode(T value);

    /**
     * The value at {@code index} in ascending order.
     *
     * @throws IllegalStateException if there are infinitely many
     * @throws IndexOutOfBoundsException if there are not so many
     */
    T valueAt(int index);

    /** What JSON holds for the value: a number, a boolean, or the label of any other choice. */
    default Object toJson(T value) {
        return value;
    }
}
