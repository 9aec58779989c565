package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A column of categories: each cell is a position in the list of levels, or -1 where it is missing. */
public final class CategoricalColumn extends Column {

    /** The code of a missing cell. */
    public static final int MISSING = -1;

    private final Field.Categorical field;
    private final int[] cells;

    CategoricalColumn(Field.Categorical field, int[] cells, RowIndex rows) {
        super(rows);
        this.field = field;
        this.cells = cells;
    }

    /**
     * A new column, to build a data set from. Its levels are the distinct values, in order: by number if all are
     * numbers, otherwise by text.
     *
     * @param values one a row; null for a missing cell
     */
    public static CategoricalColumn of(String name, List<? extends @Nullable String> values) {
        Set<String> distinct = new TreeSet<>();
        for (String value : values) {
            if (value != null) {
                distinct.add(value);
            }
        }
        List<String> levels = Levels.sorted(distinct);
        Map<String, Integer> codes = new HashMap<>();
        levels.forEach(level -> codes.put(level, codes.size()));
        int[] cells = new int[values.size()];
        for (int row = 0; row < cells.length; row++) {
            String value = values.get(row);
            cells[row] = value == null ? MISSING : codes.getOrDefault(value, MISSING);
        }
        return new CategoricalColumn(new Field.Categorical(name, levels), cells, RowIndex.all(cells.length));
    }

    /**
     * A new column with known levels, which need not all occur.
     *
     * @param codes one a row: a position in {@code levels}, or -1 for a missing cell
     * @throws IllegalArgumentException if a level occurs twice, or a code has no level
     */
    public static CategoricalColumn of(String name, List<String> levels, int... codes) {
        if (new HashSet<>(levels).size() < levels.size()) {
            throw new DataException("column '" + name + "' has a level twice: " + levels + "; levels must be distinct");
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < MISSING || codes[row] >= levels.size()) {
                throw new DataException("column '" + name + "' has code " + codes[row] + " in row " + row
                        + "; it has " + levels.size() + " levels, so codes go from 0 to " + (levels.size() - 1)
                        + ", or -1 where missing");
            }
        }
        return new CategoricalColumn(new Field.Categorical(name, levels), codes.clone(), RowIndex.all(codes.length));
    }

    @Override
    public Field.Categorical field() {
        return field;
    }

    /** The categories, in the order of their codes. */
    public List<String> levels() {
        return field.levels();
    }

    @Override
    public boolean isMissing(int row) {
        return code(row) == MISSING;
    }

    /** The position in the levels of that row's category, -1 if missing. */
    public int code(int row) {
        return cells[rows.at(row)];
    }

    /** A copy of all codes, in the order of the rows. */
    public int[] codes() {
        int[] codes = new int[size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = code(row);
        }
        return codes;
    }

    @Override
    CategoricalColumn through(RowIndex others) {
        return new CategoricalColumn(field, cells, others);
    }

    @Override
    CategoricalColumn stored(RowIndex all) {
        return new CategoricalColumn(field, rows.isWhole() ? cells : codes(), all);
    }
}
