package dev.retune.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows to learn from or to predict: features and a target, stored in columns. Immutable; a subset of rows shares the
 * cells.
 *
 * <p>The target has no missing cells. Its type determines the task: categorical for classification, numeric for
 * regression. Columns that are set {@link #aside} are not features: models do not see them, but rows can be split or
 * weighted by them.
 */
public final class Dataset {

    private final RowIndex rows;
    private final Column target;
    private final Map<String, Column> features;
    private final Map<String, Column> aside;
    private final @Nullable String weight; // one of those aside
    private final Schema schema;
    private final Reading reading;

    private Dataset(
            RowIndex rows,
            Column target,
            Map<String, Column> features,
            Map<String, Column> aside,
            @Nullable String weight,
            Schema schema,
            Reading reading) {
        this.rows = rows;
        this.target = target;
        this.features = features;
        this.aside = aside;
        this.weight = weight;
        this.schema = schema;
        this.reading = reading;
    }

    /**
     * Reads a file, its format, types and task inferred; {@link DataReader} has the rules and the options.
     *
     * @param target the name of the column to predict
     * @throws DataException if the file is missing, malformed, or its target cannot be learned
     */
    public static Dataset read(Path file, String target) {
        return DataReader.of(target).read(file);
    }

    /**
     * Reads a comma-separated file with a header line, types and task inferred; {@link DataReader} has the rules and
     * the options.
     *
     * @param target the name of the column to predict
     * @throws DataException if the file is missing, malformed, or its target cannot be learned
     */
    public static Dataset readCsv(Path file, String target) {
        return DataReader.of(target).format(Format.CSV).read(file);
    }

    /**
     * Makes a data set of columns.
     *
     * @throws DataException if there are no features or rows, two columns share a name or differ in size, or a target
     *     is missing
     */
    public static Dataset of(Column target, List<? extends Column> features) {
        if (features.isEmpty()) {
            throw new DataException("no feature columns beside the target '" + target.name() + "'; give at least one");
        }
        if (target.size() == 0) {
            throw new DataException("target '" + target.name() + "' has no rows; a data set needs at least one");
        }
        for (int row = 0; row < target.size(); row++) {
            if (target.isMissing(row)) {
                throw new DataException("target '" + target.name() + "' is missing in row " + row
                        + "; remove such rows or fill them in");
            }
        }
        return unchecked(target, features);
    }

    /** @param target may have missing cells */
    static Dataset unchecked(Column target, List<? extends Column> features) {
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
        Schema schema = new Schema(features.stream().map(Column::field).toList(), target.field());
        return new Dataset(rows, target.stored(rows), named, Map.of(), null, schema, Reading.INFERRED);
    }

    /** Names, types and levels of the columns. */
    public Schema schema() {
        return schema;
    }

    /** How the file of the rows was read; all inferred if they are not of a file. */
    public Reading reading() {
        return reading;
    }

    Dataset readAs(Reading other) {
        return new Dataset(rows, target, features, aside, weight, schema, other);
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
     * The classes of a classification, in the order of {@link #targetCodes()}; including those without a row in this
     * subset.
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
        Map<String, Column> asideViews = new LinkedHashMap<>();
        aside.forEach((name, column) -> asideViews.put(name, column.through(selected)));
        return new Dataset(selected, target.through(selected), views, asideViews, weight, schema, reading);
    }

    /**
     * The same rows with these features set aside: models do not see them, but rows can be split or weighted by them.
     *
     * @throws IllegalArgumentException if there is no such feature, or no feature is left
     */
    public Dataset aside(String... columns) {
        Map<String, Column> seen = new LinkedHashMap<>(features);
        Map<String, Column> unseen = new LinkedHashMap<>(aside);
        for (String name : columns) {
            if (!unseen.containsKey(name)) {
                unseen.put(name, feature(name));
                seen.remove(name);
            }
        }
        if (seen.isEmpty()) {
            throw new DataException(
                    "no feature is left beside " + Arrays.toString(columns) + "; a model needs at least one");
        }
        Schema narrower = new Schema(seen.values().stream().map(Column::field).toList(), schema.target());
        return new Dataset(rows, target, seen, unseen, weight, narrower, reading);
    }

    /**
     * The column of that name: a feature, the target, or one that is set aside.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Column column(String name) {
        if (name.equals(target.name())) {
            return target;
        }
        Column unseen = aside.get(name);
        return unseen == null ? feature(name) : unseen;
    }

    /**
     * The same rows, weighted by a column, which is set aside: a row of weight 2 counts as two rows in scores, and in
     * training if the learner uses weights.
     *
     * @throws IllegalArgumentException if there is no such column, or a weight is missing or negative, or all are 0
     */
    public Dataset weightedBy(String column) {
        Column weights = column(column);
        if (!(weights instanceof NumericColumn numeric)) {
            throw new DataException("weight column '" + column + "' is categorical; weights are numbers of 0 or more");
        }
        double sum = 0;
        for (int row = 0; row < size(); row++) {
            if (!(numeric.value(row) >= 0)) {
                throw new DataException("weight column '" + column + "' is "
                        + (numeric.isMissing(row) ? "missing" : String.valueOf(numeric.value(row))) + " in row " + row
                        + "; weights are numbers of 0 or more");
            }
            sum += numeric.value(row);
        }
        if (!(sum > 0)) {
            throw new DataException(
                    "weight column '" + column + "' is 0 in every row; at least one row needs a positive weight");
        }
        Dataset narrower = aside(column);
        return new Dataset(rows, target, narrower.features, narrower.aside, column, narrower.schema, reading);
    }

    /** Whether the rows are weighted. */
    public boolean isWeighted() {
        return weight != null;
    }

    /** The weight of each row: 1 if they are not {@linkplain #weightedBy weighted}. */
    public double[] weights() {
        if (weight == null) {
            double[] ones = new double[size()];
            Arrays.fill(ones, 1);
            return ones;
        }
        return ((NumericColumn) Objects.requireNonNull(aside.get(weight))).values();
    }

    /**
     * These rows with the features and levels of another schema, in its order. Levels that the schema does not have
     * become missing cells; other columns are left out.
     *
     * @throws DataException naming a feature that is absent, or of another type
     */
    public Dataset as(Schema wanted) {
        return Alignment.of(wanted)
                .apply(this::find, target.name().equals(wanted.target().name()) ? target : null, size());
    }

    private @Nullable Column find(String name) {
        Column feature = features.get(name);
        return feature == null ? aside.get(name) : feature;
    }

    /**
     * A digest of the content (names, types, levels, cells, order of rows), the same on every machine and for every
     * copy of the same rows: 64 hexadecimal digits of SHA-256.
     */
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher().putInt(size()).putInt(features.size());
        hash(target, hasher);
        features.values().forEach(feature -> hash(feature, hasher));
        aside.values().forEach(column -> hash(column, hasher));
        return hasher.hash().toString();
    }

    /**
     * Size, kinds of features and target, as in {@code 1797 rows, 64 numeric features, target 'digit' with 10 classes}.
     */
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
