package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.List;

/**
 * Divides the rows of a data set into training and validation parts, once or several times. The same splitter splits
 * the same data in the same way on every machine.
 */
@FunctionalInterface
public interface Splitter {

    /**
     * One or more splits, in the order in which they are to be scored.
     *
     * @throws IllegalArgumentException if the data cannot be split in this way
     */
    List<Split> split(Dataset data);
}
