package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.List;

/**
 * Divides the rows of a data set into training and validation parts, once or several times. The same splitter gives the same
 * splits of the same data on every machine.
 */
@FunctionalInterface
public interface Splitter {

    /**
     * One split or more, in the order in which they are to be scored.
     *
     * @throws IllegalArgumentException if the data cannot be split so
     */
    List<Split> split(Dataset data);
}
