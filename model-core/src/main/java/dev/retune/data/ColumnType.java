package dev.retune.data;

/** How the cells of a column are read. */
public enum ColumnType {
    /** Finite numbers. */
    NUMERIC,
    /** Text, one level for each distinct cell. */
    CATEGORICAL;

    /**
     * The type of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ColumnType named(String name) {
        return Names.constant("column type", name, values());
    }
}
