package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;

import java.util.List;
import java.util.Random;

/**
 * A single split: a random share of the rows is set aside. For classification it is the same share of each class, up to
 * one row. Both parts list their rows in ascending order.
 *
 * @param share of the rows in the validation part, between 0 and 1, rounded to the nearest number of rows
 * @param seed of the choice of rows; only its lower 48 bits are used
 */
public record HoldOut(double share, long seed) implements Splitter {

    /**
     * @throws IllegalArgumentException if the share is not between 0 and 1, both excluded
     */
    public HoldOut {
        Checks.share(share);
    }

    /** A split that sets this share of the rows aside. */
    public static HoldOut of(double share, long seed) {
        return new HoldOut(share, seed);
    }

    /**
     * One split.
     *
     * @throws IllegalArgumentException if the share of these rows is none or all of them
     */
    @Override
    public List<Split> split(Dataset data) {
        int size = data.size();
        long taken = Math.round(share * size);
        if (taken == 0 || taken == size) {
            throw new IllegalArgumentException("a hold-out share of " + share + " sets " + taken + " of " + size
                    + " rows aside; both parts need at least one");
        }
        Random random = new Random(seed);
        int[] order =
                data.task() == Task.CLASSIFICATION ? Shuffle.rowsByClass(data, random) : Shuffle.rows(size, random);
        boolean[] aside = new boolean[size];
        for (int i = 0; i < size; i++) {
            // positions at even distances, so that each run of one class gives its share
            aside[order[i]] = (i + 1) * taken / size > i * taken / size;
        }
        return List.of(Split.where(size, row -> aside[row]));
    }

    @Override
    public String toString() {
        return "hold-out of " + share + ", seed " + seed;
    }
}
