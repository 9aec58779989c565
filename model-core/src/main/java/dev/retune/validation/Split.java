package dev.retune.validation;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The training and validation rows of a data set, as positions counted from 0. Immutable. */
public final class Split {

    private final int[] training;
    private final int[] validation;

    private Split(int[] training, int[] validation) {
        this.training = training;
        this.validation = validation;
    }

    /**
     * A split with these rows; others may be left out.
     *
     * @throws IllegalArgumentException if a part is empty, or a row is in both
     */
    public static Split of(int[] training, int[] validation) {
        if (training.length == 0 || validation.length == 0) {
            throw new IllegalArgumentException("a split with " + training.length + " training and " + validation.length
                    + " validation rows; both parts need at least one");
        }
        int[] sorted = training.clone();
        Arrays.sort(sorted);
        for (int row : validation) {
            if (Arrays.binarySearch(sorted, row) >= 0) {
                throw new IllegalArgumentException(
                        "row " + row + " is in both parts of a split; a model must not be scored on what it learned");
            }
        }
        return new Split(training.clone(), validation.clone());
    }

    /** All rows: those in the validation part, and the others; both ascending. */
    static Split where(int size, IntPredicate validation) {
        return new Split(
                IntStream.range(0, size).filter(validation.negate()).toArray(),
                IntStream.range(0, size).filter(validation).toArray());
    }

    /** A copy of the rows to learn from. */
    public int[] training() {
        return training.clone();
    }

    /** A copy of the rows to score on. */
    public int[] validation() {
        return validation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split split
                && Arrays.equals(training, split.training)
                && Arrays.equals(validation, split.validation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(training) + Arrays.hashCode(validation);
    }

    @Override
    public String toString() {
        return training.length + " training and " + validation.length + " validation rows";
    }
}
