package dev.retune.data;

/** How the cells of a column are read. */
public enum ColumnType {
    /** Finite numbers. */
    NUMERIC,
    /** Text, one level for each distinct cell. */
    CATEGORICAL,
    /**
     * ISO dates, with or without a time and an offset from UTC ({@code 2024-02-29}, {@code 2024-02-29T18:30Z}), as one
     * number: the days since 1970-01-01, with the time of day as a fraction.
     */
    DATE,
    /**
     * As {@link #DATE}, with cyclic features: sine and cosine of the phase of the year, of the week and
     * of the day ({@code date.yearSin}, {@code date.yearCos}, {@code date.weekSin} ...).
     */
    CALENDAR;

    /**
     * The type of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ColumnType named(String name) {
        return Names.constant("column type", name, values());
    }

    /** Whether cells become numbers. */
    boolean isNumber() {
        return this != CATEGORICAL;
    }

    /** Whether cells are dates. */
    boolean isDate() {
        return this == DATE || this == CALENDAR;
    }
}
