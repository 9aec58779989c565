package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.List;
import java.util.Random;

/**
 * A single split that keeps groups together: groups are set aside at random, as long as this brings the number of rows
 * nearer to the share.
 *
 * @param column holds the group of each row
 * @param share of the rows in the validation part, between 0 and 1
 * @param seed of the choice of groups; only its lower 48 bits are used
 */
public record GroupHoldOut(String column, double share, long seed) implements Splitter {

    /**
     * @throws IllegalArgumentException if the share is not between 0 and 1, both excluded
     */
    public GroupHoldOut {
        Checks.share(share);
    }

    /**
     * One split.
     *
     * @throws IllegalArgumentException if the column is absent or missing in a row, or has a single group
     */
    @Override
    public List<Split> split(Dataset data) {
        Groups groups = Groups.by(column, data).complete(column);
        if (groups.count() < 2) {
            throw new IllegalArgumentException(
                    "column '" + column + "' has a single group; a hold-out by group needs two or more");
        }
        int[] sizes = groups.sizes();
        boolean[] aside = new boolean[groups.count()];
        double wanted = share * data.size();
        int rows = 0;
        int taken = 0;
        for (int group : Shuffle.rows(groups.count(), new Random(seed))) {
            boolean nearer = Math.abs(rows + sizes[group] - wanted) <= Math.abs(rows - wanted);
            if (taken < groups.count() - 1 && (nearer || taken == 0)) {
                aside[group] = true;
                rows += sizes[group];
                taken++;
            }
        }
        return List.of(Split.where(data.size(), row -> aside[groups.of()[row]]));
    }

    @Override
    public String toString() {
        return "a share of " + share + " by group of '" + column + "', seed " + seed;
    }
}
