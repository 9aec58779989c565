package dev.retune.data;

import java.util.stream.IntStream;

/** Which cells of the stored columns a data set shows, in which order: shared by all its columns, so that a subset is cheap. */
final class RowIndex {

    private final int[] stored;
    private final boolean whole;

    private RowIndex(int[] stored, boolean whole) {
        this.stored = stored;
        this.whole = whole;
    }

    static RowIndex all(int size) {
        return new RowIndex(IntStream.range(0, size).toArray(), true);
    }

    /** Whether it shows every stored cell, as stored. */
    boolean isWhole() {
        return whole;
    }

    int size() {
        return stored.length;
    }

    int at(int row) {
        return stored[row];
    }

    /** The rows of this index at those positions. */
    RowIndex select(int[] positions) {
        int[] selected = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            int row = positions[i];
            if (row < 0 || row >= stored.length) {
                throw new IllegalArgumentException(
                        "no row " + row + "; the data set has " + stored.length + " rows, counted from 0");
            }
            selected[i] = stored[row];
        }
        return new RowIndex(selected, false);
    }
}
