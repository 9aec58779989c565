package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.internal.text.Numbers;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A single split that sets the latest rows aside. Rows of the same time are not separated.
 *
 * @param column of times; null for the order of the rows
 * @param share of the rows in the validation part, between 0 and 1
 * @param gap as in {@link TimeSeries}
 */
public record TimeHoldOut(@Nullable String column, double share, double gap) implements Splitter {

    /**
     * @throws IllegalArgumentException if the share is not between 0 and 1, both excluded
     */
    public TimeHoldOut {
        Checks.share(share);
    }

    /**
     * One split.
     *
     * @throws IllegalArgumentException if the column is absent, categorical or missing in a row, or a part is empty
     */
    @Override
    public List<Split> split(Dataset data) {
        Timeline time = Timeline.of(column, data);
        int size = time.size();
        int from = time.boundary((int) (size - Math.round(share * size)));
        if (from == 0 || from == size) {
            throw new IllegalArgumentException("a hold-out share of " + share + " sets " + (size - from) + " of " + size
                    + " rows aside, the latest; both parts need at least one");
        }
        return List.of(time.at(from, size, gap, Double.POSITIVE_INFINITY));
    }

    @Override
    public String toString() {
        return "the latest share of " + share + (column == null ? "" : " by '" + column + "'")
                + (gap > 0 ? ", gap " + Numbers.text(gap) : "");
    }
}
