package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Folds given by a column: the rows of each distinct value are the validation part once. Rows with a missing value are
 * in every training part.
 *
 * @param column holds the fold of each row; should be set aside, so that it is not a feature
 */
public record ColumnFolds(String column) implements Splitter {

    /** The most distinct values. */
    private static final int MOST = 1000;

    /**
     * One split for each value, in their order.
     *
     * @throws IllegalArgumentException if the column is absent, or has fewer than two values or very many
     */
    @Override
    public List<Split> split(Dataset data) {
        Groups folds = Groups.by(column, data);
        int missing = data.size() - IntStream.of(folds.sizes()).sum();
        if (folds.count() + (missing > 0 ? 1 : 0) < 2 || folds.count() == 0 || folds.count() > MOST) {
            throw new IllegalArgumentException("column '" + column + "' has " + folds.count() + " distinct values; as"
                    + " folds it needs from 2 to " + MOST);
        }
        return IntStream.range(0, folds.count())
                .mapToObj(fold -> Split.where(data.size(), row -> folds.of()[row] == fold))
                .toList();
    }

    @Override
    public String toString() {
        return "folds of column '" + column + "'";
    }
}
