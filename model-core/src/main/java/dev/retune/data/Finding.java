package dev.retune.data;

/**
 * A property of a column to check before tuning.
 *
 * @param kind the kind of finding
 * @param column the name of the column
 * @param reason as in {@code the same number in every row}
 */
public record Finding(Kind kind, String column, String reason) {

    /** The kinds of findings. */
    public enum Kind {
        /** It has a single value. */
        CONSTANT,
        /** It identifies rows. */
        IDENTIFIER,
        /** It has the same content as an earlier column. */
        DUPLICATE,
        /** It explains nearly all of the target by itself. */
        LEAK,
        /** Several rows of equal value may belong together. */
        GROUP,
        /** Most of its cells are missing. */
        MISSING
    }
}
