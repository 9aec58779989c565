package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.internal.text.Numbers;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forward validation: rows are sorted by time and divided into folds + 1 blocks of equal size, the first one longer if
 * they cannot be equal. Each block but the first is the validation part once, and the rows before it are the training
 * part: all of them (an expanding window), or the last ones (a sliding window). Rows of the same time are not
 * separated.
 *
 * <p>Time is a column, in days if it holds dates; without a column, it is the number of the row.
 *
 * @param column of times; null for the order of the rows. Should be set aside, so that it is not a feature
 * @param folds at least 1
 * @param gap the time between training and validation part, so that rows just before do not reveal the validation rows;
 *     0 for none
 * @param window the length of the training part in time; infinite for all earlier rows
 */
public record TimeSeries(@Nullable String column, int folds, double gap, double window) implements Splitter {

    /**
     * @throws IllegalArgumentException if there is no fold, the gap is negative, or the window not positive
     */
    public TimeSeries {
        if (folds < 1) {
            throw new IllegalArgumentException("folds = " + folds + "; forward validation needs at least 1");
        }
        if (!(gap >= 0 && gap < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gap = " + gap + "; it must be 0 or more, in days or rows");
        }
        if (!(window > 0)) {
            throw new IllegalArgumentException("window = " + window + "; it must be more than 0, in days or rows");
        }
    }

    /** So many folds in the order of the rows, each trained on all earlier rows. */
    public static TimeSeries of(int folds) {
        return new TimeSeries(null, folds, 0, Double.POSITIVE_INFINITY);
    }

    /** In the order of a column. */
    public TimeSeries by(String time) {
        return new TimeSeries(time, folds, gap, window);
    }

    /** With a gap between training and validation part. */
    public TimeSeries gap(double time) {
        return new TimeSeries(column, folds, time, window);
    }

    /** Trained on a window of this length before the gap. */
    public TimeSeries sliding(double time) {
        return new TimeSeries(column, folds, gap, time);
    }

    /**
     * One split for each fold, the earliest first.
     *
     * @throws IllegalArgumentException if the column is absent, categorical or missing in a row, there are not more
     *     rows than folds, or nothing is left to train on before a gap
     */
    @Override
    public List<Split> split(Dataset data) {
        Timeline time = Timeline.of(column, data);
        int block = time.size() / (folds + 1);
        if (block == 0) {
            throw new IllegalArgumentException(folds + " folds of a time series of " + time.size()
                    + " rows; take at most " + (time.size() - 1) + " folds");
        }
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int from = time.boundary(time.size() - (folds - fold) * block);
            int to = time.boundary(time.size() - (folds - fold - 1) * block);
            if (from == to) {
                throw new IllegalArgumentException("fold " + (fold + 1) + " of " + folds + " has no time of its own: "
                        + block + " rows or more share one; take fewer folds");
            }
            splits.add(time.at(from, to, gap, window));
        }
        return splits;
    }

    /**
     * The rows to train on for predictions of the future: those of the last window.
     *
     * @throws IllegalArgumentException if the column is absent, categorical or missing in a row
     */
    public Dataset latest(Dataset data) {
        if (Double.isInfinite(window)) {
            return data;
        }
        Timeline time = Timeline.of(column, data);
        double end = time.times()[time.size() - 1];
        return data.rows(IntStream.range(0, time.size())
                .filter(i -> end - time.times()[i] < window)
                .map(i -> time.order()[i])
                .sorted()
                .toArray());
    }

    @Override
    public String toString() {
        return folds + "-fold time series"
                + (column == null ? "" : " by '" + column + "'")
                + (gap > 0 ? ", gap " + Numbers.text(gap) : "")
                + (Double.isFinite(window) ? ", window " + Numbers.text(window) : "");
    }
}
