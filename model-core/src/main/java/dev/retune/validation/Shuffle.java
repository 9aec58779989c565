package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random orders of rows, equal on every machine: the generator of {@link Random} is specified, library shuffles are
 * not.
 */
final class Shuffle {

    private Shuffle() {}

    /** All rows in random order (Fisher and Yates). */
    static int[] rows(int size, Random random) {
        int[] rows = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = rows[i];
            rows[i] = rows[j];
            rows[j] = swapped;
        }
        return rows;
    }

    /** All rows, class after class, in random order within each class. */
    static int[] rowsByClass(Dataset data, Random random) {
        int[] codes = data.targetCodes();
        int[] next = new int[data.classes().size() + 1];
        for (int code : codes) {
            next[code + 1]++;
        }
        for (int code = 1; code < next.length; code++) {
            next[code] += next[code - 1];
        }
        int[] grouped = new int[codes.length];
        for (int row : rows(codes.length, random)) {
            grouped[next[codes[row]]++] = row;
        }
        return grouped;
    }
}
