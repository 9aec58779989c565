package dev.retune.data;

import org.jspecify.annotations.Nullable;

/**
 * The selection and order of the rows of a data set among the stored cells; shared by all columns, so that subsets are
 * cheap.
 */
final class RowIndex {

    private final int size;
    private final int @Nullable [] stored; // null: every cell, as stored

    private RowIndex(int size, int @Nullable [] stored) {
        this.size = size;
        this.stored = stored;
    }

    static RowIndex all(int size) {
        return new RowIndex(size, null);
    }

    /** Whether it selects all stored rows, in order. */
    boolean isWhole() {
        return stored == null;
    }

    int size() {
        return size;
    }

    int at(int row) {
        return stored == null ? row : stored[row];
    }

    /** The rows of this index at those positions. */
    RowIndex select(int[] positions) {
        int[] selected = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            int row = positions[i];
            if (row < 0 || row >= size) {
                throw new IllegalArgumentException(
                        "no row " + row + "; the data set has " + size + " rows, counted from 0");
            }
            selected[i] = at(row);
        }
        return new RowIndex(selected.length, selected);
    }
}
