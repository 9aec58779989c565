package dev.retune.data;

import dev.retune.internal.text.Numbers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Converts columns to the schema of a model. */
final class Alignment {

    private static final Logger LOG = LoggerFactory.getLogger(Alignment.class);

    private final Schema schema;

    private Alignment(Schema schema) {
        this.schema = schema;
    }

    static Alignment of(Schema schema) {
        return new Alignment(schema);
    }

    /** @param found the column of a name, null if there is none */
    Dataset apply(Function<String, @Nullable Column> found, @Nullable Column target, int size) {
        List<Column> features = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (Field field : schema.features()) {
            Column column = found.apply(field.name());
            if (column == null) {
                lacking.add(field.name());
            } else {
                features.add(aligned(column, field));
            }
        }
        if (!lacking.isEmpty()) {
            List<String> absent = inFile(lacking, found);
            String first = String.join(
                    ", ", absent.stream().limit(5).map(name -> "'" + name + "'").toList());
            throw new DataException((absent.size() == 1 ? "no column " : "no columns ") + first
                    + (absent.size() > 5 ? " and " + (absent.size() - 5) + " more" : "")
                    + " in the data; the model was trained on "
                    + (absent.size() == 1 ? "it" : "them") + ": add " + (absent.size() == 1 ? "it" : "them")
                    + ", with empty cells where unknown");
        }
        return Dataset.unchecked(target(target, size), features);
    }

    /** A column of dates in place of the features that it adds, unless it is there itself. */
    private static List<String> inFile(List<String> lacking, Function<String, @Nullable Column> found) {
        Set<String> dates = Dates.ofPhases(lacking);
        dates.removeIf(date -> found.apply(date) != null);
        Set<String> names = new LinkedHashSet<>();
        for (String name : lacking) {
            int dot = name.lastIndexOf('.');
            String date = dot < 0 ? name : name.substring(0, dot);
            names.add(dates.contains(date) ? date : name);
        }
        return List.copyOf(names);
    }

    private static Column aligned(Column column, Field field) {
        if (field instanceof Field.Categorical categorical) {
            return recoded(categories(column), categorical, true);
        }
        if (column instanceof NumericColumn numeric) {
            return numeric;
        }
        if (isEmpty(column)) {
            double[] missing = new double[column.size()];
            Arrays.fill(missing, Double.NaN);
            return NumericColumn.of(column.name(), missing);
        }
        throw new DataException("column '" + field.name() + "' is categorical, but the model was trained on "
                + (field.type().isDate() ? "dates" : "numbers") + "; '"
                + ((CategoricalColumn) column).levels().get(0) + "' is none");
    }

    /** Whole numbers may be the categories of the model. */
    static CategoricalColumn categories(Column column) {
        if (column instanceof CategoricalColumn categorical) {
            return categorical;
        }
        NumericColumn numeric = (NumericColumn) column;
        List<@Nullable String> texts = new ArrayList<>();
        for (int row = 0; row < numeric.size(); row++) {
            texts.add(numeric.isMissing(row) ? null : Numbers.text(numeric.value(row)));
        }
        return CategoricalColumn.of(column.name(), texts);
    }

    private static CategoricalColumn recoded(CategoricalColumn column, Field.Categorical field, boolean warn) {
        if (column.levels().equals(field.levels())) {
            return column;
        }
        Map<String, Integer> known = new HashMap<>();
        field.levels().forEach(level -> known.put(level, known.size()));
        int[] codes = column.codes();
        Set<String> unknown = new LinkedHashSet<>();
        int cells = 0;
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == CategoricalColumn.MISSING) {
                continue;
            }
            String level = column.levels().get(codes[row]);
            codes[row] = known.getOrDefault(level, CategoricalColumn.MISSING);
            if (codes[row] == CategoricalColumn.MISSING) {
                unknown.add(level);
                cells++;
            }
        }
        if (cells > 0 && warn) {
            LOG.warn(
                    "column '{}' has levels that the model does not know, such as '{}': these {} cells count as"
                            + " missing",
                    column.name(),
                    unknown.iterator().next(),
                    cells);
        }
        return new CategoricalColumn(field, codes, RowIndex.all(codes.length));
    }

    /** The target where it is known for every row, otherwise missing in every row. */
    private Column target(@Nullable Column found, int size) {
        if (schema.target() instanceof Field.Categorical categorical) {
            CategoricalColumn known = found == null ? null : recoded(categories(found), categorical, false);
            if (known != null && isComplete(known)) {
                return known;
            }
            int[] missing = new int[size];
            Arrays.fill(missing, CategoricalColumn.MISSING);
            return new CategoricalColumn(categorical, missing, RowIndex.all(size));
        }
        if (found instanceof NumericColumn numeric && isComplete(numeric)) {
            return numeric;
        }
        double[] missing = new double[size];
        Arrays.fill(missing, Double.NaN);
        return new NumericColumn((Field.Numeric) schema.target(), missing, RowIndex.all(size));
    }

    private static boolean isEmpty(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isComplete(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                return false;
            }
        }
        return true;
    }
}
