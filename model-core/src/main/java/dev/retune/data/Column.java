package dev.retune.data;

/** One column of a data set: a field and its cells, one a row. Immutable. */
public abstract sealed class Column permits NumericColumn, CategoricalColumn {

    /** Where the cell of each row is stored. */
    final RowIndex rows;

    Column(RowIndex rows) {
        this.rows = rows;
    }

    /** Name and type. */
    public abstract Field field();

    /** Whether the cell of that row is missing. */
    public abstract boolean isMissing(int row);

    /** The name of the field. */
    public final String name() {
        return field().name();
    }

    /** The number of rows. */
    public final int size() {
        return rows.size();
    }

    /** The same cells with another selection of rows. */
    abstract Column through(RowIndex others);

    /** The rows of this column, stored in order, so that columns of any origin can share one index. */
    abstract Column stored(RowIndex all);
}
