package dev.retune.data;

import java.util.List;

/** The name and the type of a column, without its cells. */
public sealed interface Field {

    /** The name in the header. */
    String name();

    /** How the cells are read. */
    ColumnType type();

    /** A column of numbers. */
    record Numeric(String name) implements Field {
        @Override
        public ColumnType type() {
            return ColumnType.NUMERIC;
        }
    }

    /**
     * A column of categories.
     *
     * @param levels the distinct categories; a cell is a position in this list
     */
    record Categorical(String name, List<String> levels) implements Field {
        public Categorical {
            levels = List.copyOf(levels);
        }

        @Override
        public ColumnType type() {
            return ColumnType.CATEGORICAL;
        }
    }
}
