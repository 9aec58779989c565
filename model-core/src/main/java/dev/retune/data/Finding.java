package dev.retune.data;

/**
 * Something about a column that deserves a look before anything is tuned.
 *
 * @param kind what it is
 * @param column which one
 * @param reason as in {@code the same number in every row}
 */
public record Finding(Kind kind, String column, String reason) {

    /** What can be noticed. */
    public enum Kind {
        /** It has a single value. */
        CONSTANT,
        /** It names rows rather than describing them. */
        IDENTIFIER,
        /** It says the same as an earlier column. */
        DUPLICATE,
        /** It alone tells nearly all of the target. */
        LEAK,
        /** Several rows of equal value may belong together. */
        GROUP,
        /** Most of its cells are missing. */
        MISSING
    }
}
