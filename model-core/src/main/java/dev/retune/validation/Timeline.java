package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.internal.text.Numbers;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rows sorted by time.
 *
 * @param order rows, the earliest first
 * @param times of these, ascending
 */
record Timeline(int[] order, double[] times) {

    /** @param column of times; null if the rows are sorted, one for each unit of time */
    static Timeline of(@Nullable String column, Dataset data) {
        int size = data.size();
        if (column == null) {
            return new Timeline(
                    IntStream.range(0, size).toArray(),
                    IntStream.range(0, size).asDoubleStream().toArray());
        }
        if (!(data.column(column) instanceof NumericColumn time)) {
            throw new IllegalArgumentException("time column '" + column
                    + "' is categorical; rows are ordered by dates such as 2024-02-29, or numbers");
        }
        for (int row = 0; row < size; row++) {
            if (time.isMissing(row)) {
                throw new IllegalArgumentException(
                        "time column '" + column + "' is missing in row " + row + "; every row needs its time");
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(time::value))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Timeline(order, Arrays.stream(order).mapToDouble(time::value).toArray());
    }

    int size() {
        return order.length;
    }

    /** The first position, from this one on, at which a new time begins; the size if there is none. */
    int boundary(int position) {
        int at = position;
        while (at > 0 && at < size() && times[at] == times[at - 1]) {
            at++;
        }
        return at;
    }

    /**
     * A split whose validation part is at these positions, and whose training part is before: further back than the
     * gap, but not further than gap and window.
     *
     * @throws IllegalArgumentException if no rows are before
     */
    Split at(int from, int to, double gap, double window) {
        int[] training = IntStream.range(0, from)
                .filter(i -> times[from] - times[i] > gap && times[from] - times[i] <= gap + window)
                .map(i -> order[i])
                .sorted()
                .toArray();
        if (training.length == 0) {
            throw new IllegalArgumentException("no row lies before the " + (to - from) + " rows to be scored"
                    + (gap > 0 ? " and a gap of " + Numbers.text(gap) : "") + "; take fewer folds"
                    + (gap > 0 ? ", or a shorter gap" : ""));
        }
        int[] validation = IntStream.range(from, to).map(i -> order[i]).sorted().toArray();
        return Split.of(training, validation);
    }
}
