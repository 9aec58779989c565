package dev.retune.data;

/** A column of numbers; NaN where a cell is missing. */
public final class NumericColumn extends Column {

    private final Field.Numeric field;
    private final double[] cells;

    NumericColumn(Field.Numeric field, double[] cells, RowIndex rows) {
        super(rows);
        this.field = field;
        this.cells = cells;
    }

    /**
     * A new column, to build a data set from.
     *
     * @param values one a row; NaN for a missing cell
     * @throws IllegalArgumentException if a value is infinite
     */
    public static NumericColumn of(String name, double... values) {
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw new DataException("column '" + name + "' is " + values[row] + " in row " + row
                        + "; values must be finite, or NaN where missing");
            }
        }
        return new NumericColumn(new Field.Numeric(name), values.clone(), RowIndex.all(values.length));
    }

    @Override
    public Field.Numeric field() {
        return field;
    }

    @Override
    public boolean isMissing(int row) {
        return Double.isNaN(value(row));
    }

    /** The number in that row, NaN if missing. */
    public double value(int row) {
        return cells[rows.at(row)];
    }

    /** A copy of all values, in the order of the rows. */
    public double[] values() {
        double[] values = new double[size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = value(row);
        }
        return values;
    }

    @Override
    NumericColumn through(RowIndex others) {
        return new NumericColumn(field, cells, others);
    }

    @Override
    NumericColumn stored(RowIndex all) {
        return new NumericColumn(field, rows.isWhole() ? cells : values(), all);
    }
}
