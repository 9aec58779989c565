package dev.retune.validation;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.internal.text.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Rows grouped by the value of a column.
 *
 * @param names the values that occur, in order
 * @param of the group of each row, as a position in {@code names}; -1 where the column is missing
 */
record Groups(List<String> names, int[] of) {

    static Groups by(String column, Dataset data) {
        Column cells = data.column(column);
        return cells instanceof NumericColumn numeric ? ofNumbers(numeric) : ofLevels((CategoricalColumn) cells);
    }

    private static Groups ofNumbers(NumericColumn column) {
        TreeMap<Double, Integer> known = new TreeMap<>();
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                known.put(column.value(row) + 0.0, 0); // -0.0 is 0.0
            }
        }
        List<String> names = new ArrayList<>();
        known.replaceAll((value, none) -> {
            names.add(Numbers.text(value));
            return names.size() - 1;
        });
        int[] of = new int[column.size()];
        for (int row = 0; row < of.length; row++) {
            of[row] = column.isMissing(row) ? -1 : known.getOrDefault(column.value(row) + 0.0, -1);
        }
        return new Groups(names, of);
    }

    /** Without levels that do not occur in these rows. */
    private static Groups ofLevels(CategoricalColumn column) {
        int[] of = column.codes();
        int[] position = new int[column.levels().size()];
        for (int code : of) {
            if (code >= 0) {
                position[code] = 1;
            }
        }
        List<String> names = new ArrayList<>();
        for (int code = 0; code < position.length; code++) {
            if (position[code] > 0) {
                position[code] = names.size();
                names.add(column.levels().get(code));
            }
        }
        for (int row = 0; row < of.length; row++) {
            of[row] = of[row] < 0 ? -1 : position[of[row]];
        }
        return new Groups(names, of);
    }

    int count() {
        return names.size();
    }

    int[] sizes() {
        int[] sizes = new int[count()];
        for (int group : of) {
            if (group >= 0) {
                sizes[group]++;
            }
        }
        return sizes;
    }

    /** Checks that each row has a group. */
    Groups complete(String column) {
        for (int row = 0; row < of.length; row++) {
            if (of[row] < 0) {
                throw new IllegalArgumentException("group column '" + column + "' is missing in row " + row
                        + "; every row needs a group, which may be a group of one");
            }
        }
        return this;
    }
}
