package dev.retune.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.retune.space.NearestName;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows to learn from or to predict: features and a target, stored in columns. Immutable; a subset of rows shares the cells.
 *
 * <p>The target has no missing cells. Its type is the task: categorical for classification, numeric for regression.
 */
public final class Dataset {

    private final RowIndex rows;
    private final Column target;
    private final Map<String, Column> features;
    private final Schema schema;

    private Dataset(RowIndex rows, Column target, Map<String, Column> features, Schema schema) {
        this.rows = rows;
        this.target = target;
        this.features = features;
        this.schema = schema;
    }

    /**
     * Reads a comma-separated file with a header line, types and task inferred; {@link CsvReader} has the rules and the options.
     *
     * @param target the name of the column to predict
     * @throws DataException if the file is missing, malformed, or its target cannot be learned
     */
    public static Dataset readCsv(Path file, String target) {
        return CsvReader.of(target).read(file);
    }

    /**
     * A data set of these columns.
     *
     * @throws DataException if there are no features or rows, two columns share a name or differ in size, or a target is missing
     */
    public static Dataset of(Column target, List<? extends Column> features) {
        if (features.isEmpty()) {
            throw new DataException("no feature columns beside the target '" + target.name() + "'; give at least one");
        }
        if (target.size() == 0) {
            throw new DataException("target '" + target.name() + "' has no rows; a data set needs at least one");
        }
        RowIndex rows = RowIndex.all(target.size());
        Map<String, Column> named = new LinkedHashMap<>();
        for (Column feature : features) {
            if (feature.size() != target.size()) {
                throw new DataException("column '" + feature.name() + "' has " + feature.size() + " rows, but target '"
                        + target.name() + "' has " + target.size() + "; all columns need the same number");
            }
            if (feature.name().equals(target.name()) || named.put(feature.name(), feature.stored(rows)) != null) {
                throw new DataException("two columns are named '" + feature.name() + "'; names must be unique");
            }
        }
        for (int row = 0; row < target.size(); row++) {
            if (target.isMissing(row)) {
                throw new DataException("target '" + target.name() + "' is missing in row " + row
                        + "; remove such rows or fill them in");
            }
        }
        Schema schema = new Schema(features.stream().map(Column::field).toList(), target.field());
        return new Dataset(rows, target.stored(rows), named, schema);
    }

    /** Names, types and levels of the columns. */
    public Schema schema() {
        return schema;
    }

    /** Classification or regression. */
    public Task task() {
        return schema.task();
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    /** The column to predict. */
    public Column target() {
        return target;
    }

    /** The columns to predict from, in the order of the file. */
    public List<Column> features() {
        return List.copyOf(features.values());
    }

    /**
     * The feature of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Column feature(String name) {
        Column feature = features.get(name);
        if (feature == null) {
            throw new IllegalArgumentException(
                    "no feature '" + name + "' in the data" + NearestName.hintOrList(name, features.keySet()));
        }
        return feature;
    }

    /**
     * The classes of a classification, in the order of {@link #targetCodes()}; also those of which no row is in this subset.
     *
     * @throws IllegalStateException if the task is regression
     */
    public List<String> classes() {
        return categoricalTarget().levels();
    }

    /**
     * The class of each row, as a position in {@link #classes()}.
     *
     * @throws IllegalStateException if the task is regression
     */
    public int[] targetCodes() {
        return categoricalTarget().codes();
    }

    /**
     * The number to predict for each row.
     *
     * @throws IllegalStateException if the task is classification
     */
    public double[] targetValues() {
        if (target instanceof NumericColumn numeric) {
            return numeric.values();
        }
        throw new IllegalStateException("target '" + target.name() + "' has classes, not numbers: use targetCodes()");
    }

    /**
     * The rows at these positions, in this order; a row may occur more than once. Cells are shared, not copied.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public Dataset rows(int... positions) {
        RowIndex selected = rows.select(positions);
        Map<String, Column> views = new LinkedHashMap<>();
        features.forEach((name, feature) -> views.put(name, feature.through(selected)));
        return new Dataset(selected, target.through(selected), views, schema);
    }

    /**
     * A digest of the content (names, types, levels, cells, order of rows), the same on every machine and for every copy of the
     * same rows: 64 hexadecimal digits of SHA-256.
     */
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher().putInt(size()).putInt(features.size());
        hash(target, hasher);
        features.values().forEach(feature -> hash(feature, hasher));
        return hasher.hash().toString();
    }

    /** Size, kinds of features and target, as in {@code 1797 rows, 64 numeric features, target 'digit' with 10 classes}. */
    @Override
    public String toString() {
        long numeric = features.values().stream()
                .filter(NumericColumn.class::isInstance)
                .count();
        long categorical = features.size() - numeric;
        String kinds = categorical == 0
                ? numeric + " numeric"
                : numeric == 0
                        ? categorical + " categorical"
                        : numeric + " numeric and " + categorical + " categorical";
        return size() + " rows, " + kinds + " features, target '" + target.name() + "' "
                + (target instanceof CategoricalColumn column
                        ? "with " + column.levels().size() + " classes"
                        : "numeric");
    }

    private CategoricalColumn categoricalTarget() {
        if (target instanceof CategoricalColumn categorical) {
            return categorical;
        }
        throw new IllegalStateException("target '" + target.name() + "' has numbers, not classes: use targetValues()");
    }

    private static void hash(Column column, Hasher hasher) {
        text(column.name(), hasher);
        text(column.field().type().name(), hasher);
        if (column instanceof CategoricalColumn categorical) {
            hasher.putInt(categorical.levels().size());
            categorical.levels().forEach(level -> text(level, hasher));
            for (int row = 0; row < column.size(); row++) {
                hasher.putInt(categorical.code(row));
            }
        } else if (column instanceof NumericColumn numeric) {
            for (int row = 0; row < column.size(); row++) {
                // adding zero makes -0.0 equal to 0.0; doubleToLongBits makes all NaN equal
                hasher.putLong(Double.doubleToLongBits(numeric.value(row) + 0.0));
            }
        }
    }

    private static void text(String text, Hasher hasher) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }
}
