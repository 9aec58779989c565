package dev.retune.trial;

import dev.retune.internal.text.NearestName;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether smaller or larger values of a metric are better. */
public enum Direction {
    MINIMIZE,
    MAXIMIZE;

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Direction::word).toList();

    /** The loss of a value in the user's units; its own inverse, so it also turns a loss back into a value. */
    public double loss(double value) {
        return this == MINIMIZE ? value : 0.0 - value; // so that a loss of 0 is never -0.0
    }

    /** Whether {@code value} is strictly better than {@code other}. */
    public boolean isBetter(double value, double other) {
        return loss(value) < loss(other);
    }

    /** {@code minimize} or {@code maximize}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses a {@link #word()}, ignoring case. @throws IllegalArgumentException if it is not a direction */
    public static Direction of(String word) {
        for (Direction direction : values()) {
            if (direction.word().equalsIgnoreCase(word)) {
                return direction;
            }
        }
        throw new IllegalArgumentException("'%s' is not a direction: it must be minimize or maximize%s"
                .formatted(word, NearestName.hint(word, WORDS)));
    }
}
