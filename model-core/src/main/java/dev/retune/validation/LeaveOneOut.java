package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * As many splits as rows: each row is the validation part once. For small data sets, and metrics that are defined for a
 * single row: see {@link Metric#checkParts}.
 */
public record LeaveOneOut() implements Splitter {

    /** The most rows, as each is a training of its own. */
    private static final int MOST = 5000;

    /**
     * One split for each row.
     *
     * @throws IllegalArgumentException if there is a single row, or more than 5,000
     */
    @Override
    public List<Split> split(Dataset data) {
        if (data.size() < 2 || data.size() > MOST) {
            throw new IllegalArgumentException("leave-one-out of " + data.size() + " rows; it needs from 2 to " + MOST
                    + ", because each row is a training of its own: use k-fold");
        }
        return IntStream.range(0, data.size())
                .mapToObj(left -> Split.where(data.size(), row -> row == left))
                .toList();
    }

    @Override
    public String toString() {
        return "leave one out";
    }
}
