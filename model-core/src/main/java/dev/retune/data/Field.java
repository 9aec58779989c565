package dev.retune.data;

import java.util.List;

/** The name and the type of a column, without its cells. */
public sealed interface Field {

    /** The name in the header. */
    String name();

    /** How the cells are read. */
    ColumnType type();

    /**
     * A column of numbers.
     *
     * @param type how the cells are read: as numbers, or as dates, which become numbers
     */
    record Numeric(String name, ColumnType type) implements Field {

        public Numeric {
            if (!type.isNumber()) {
                throw new IllegalArgumentException(
                        "column '" + name + "' is " + Names.of(type) + "; a numeric field has numbers or dates");
            }
        }

        /** Of numbers. */
        public Numeric(String name) {
            this(name, ColumnType.NUMERIC);
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
