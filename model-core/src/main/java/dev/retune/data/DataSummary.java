package dev.retune.data;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.retune.data.Finding.Kind;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Statistics of a data file, and findings to check before tuning.
 *
 * @param file its name
 * @param rows the number of rows
 * @param columns in the order of the file
 * @param target the target; null if none was named
 * @param task of the target; null without a target
 * @param findings in the order of the columns
 */
public record DataSummary(
        String file,
        int rows,
        List<ColumnSummary> columns,
        @Nullable ColumnSummary target,
        @Nullable Task task,
        List<Finding> findings) {

    /** A column that explains more of the target than this is suspicious. */
    private static final double SUSPICIOUS = 0.95;

    /** With fewer rows, all values may differ by chance. */
    private static final int FEW = 20;

    /** {@code id}, {@code patient_id}, {@code patientId}, {@code uuid}, but not {@code paid}. */
    private static final Pattern NAME = Pattern.compile("(?i:(.*[_\\W])?(id|uuid|guid|key|index))|.*[a-z](Id|ID)");

    public DataSummary {
        columns = List.copyOf(columns);
        findings = List.copyOf(findings);
    }

    /** The summary of a table without a target. */
    public static DataSummary of(Table table) {
        return new DataSummary(
                table.file(), table.size(), summaries(table), null, null, findings(table, summaries(table), null));
    }

    /**
     * The summary of a table with a target.
     *
     * @throws DataException if there is no such column
     */
    public static DataSummary of(Table table, String target) {
        Column found = asTarget(table.column(target));
        List<ColumnSummary> summaries = summaries(table);
        return new DataSummary(
                table.file(),
                table.size(),
                summaries,
                ColumnSummary.of(found),
                found instanceof CategoricalColumn ? Task.CLASSIFICATION : Task.REGRESSION,
                findings(table, summaries, found));
    }

    private static List<ColumnSummary> summaries(Table table) {
        return table.columns().stream().map(ColumnSummary::of).toList();
    }

    /** As a reader interprets it: few whole numbers are classes. */
    private static Column asTarget(Column column) {
        ColumnSummary summary = ColumnSummary.of(column);
        boolean classes = column instanceof NumericColumn
                && summary.type() == ColumnType.NUMERIC
                && summary.numbers() != null
                && summary.numbers().whole()
                && summary.distinct() <= DataReader.mostClasses(column.size());
        return classes ? Alignment.categories(column) : column;
    }

    private static List<Finding> findings(Table table, List<ColumnSummary> summaries, @Nullable Column target) {
        List<Finding> findings = new ArrayList<>();
        Map<HashCode, String> known = new HashMap<>();
        for (int i = 0; i < summaries.size(); i++) {
            Column column = table.columns().get(i);
            ColumnSummary summary = summaries.get(i);
            boolean isTarget = target != null && column.name().equals(target.name());
            Kind kind = kind(column, summary);
            int rows = column.size();
            if (kind == Kind.CONSTANT) {
                findings.add(new Finding(
                        kind,
                        column.name(),
                        summary.distinct() == 0 ? "no cell has a value" : "one value in every row"));
                continue;
            }
            String twin = known.putIfAbsent(content(column), column.name());
            if (twin != null && !isTarget) {
                findings.add(new Finding(Kind.DUPLICATE, column.name(), "has the same content as '" + twin + "'"));
                continue;
            }
            if (kind == Kind.IDENTIFIER && !isTarget) {
                findings.add(new Finding(kind, column.name(), "a distinct value in each row: it identifies rows"));
                continue;
            }
            if (kind == Kind.GROUP && !isTarget) {
                findings.add(new Finding(
                        kind,
                        column.name(),
                        "about " + Math.round((double) rows / summary.distinct())
                                + " rows per value: if they belong together, split by group"));
            }
            if (summary.missing() > rows / 2) {
                findings.add(new Finding(
                        Kind.MISSING,
                        column.name(),
                        "missing in " + 100L * summary.missing() / rows + " % of the rows"));
            }
            if (target != null && !isTarget) {
                double share = ExplainedShare.by(column, target);
                if (share >= SUSPICIOUS) {
                    findings.add(new Finding(
                            Kind.LEAK,
                            column.name(),
                            "explains %d %% of '%s' by itself: is it known at prediction time?"
                                    .formatted((int) Math.floor(100 * share), target.name())));
                }
            }
        }
        return findings;
    }

    private static @Nullable Kind kind(Column column, ColumnSummary summary) {
        int rows = column.size();
        if (summary.distinct() == 0 || summary.distinct() == 1 && summary.missing() == 0) {
            return Kind.CONSTANT;
        }
        boolean named = NAME.matcher(column.name()).matches();
        ColumnSummary.Numbers numbers = summary.numbers();
        boolean counted = numbers != null && numbers.whole() && summary.type() == ColumnType.NUMERIC;
        if (rows >= FEW && summary.distinct() == rows - summary.missing() && summary.missing() < rows / 2) {
            boolean consecutive = counted && numbers != null && numbers.max() - numbers.min() + 1 == summary.distinct();
            return consecutive || column instanceof CategoricalColumn || counted && named ? Kind.IDENTIFIER : null;
        }
        boolean groups = named && (counted || column instanceof CategoricalColumn) && summary.distinct() >= FEW;
        return groups && summary.distinct() <= rows / 2 ? Kind.GROUP : null;
    }

    /** Equal for columns with the same numbers, and for categories that divide the rows in the same way. */
    private static HashCode content(Column column) {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        if (column instanceof NumericColumn numeric) {
            for (int row = 0; row < numeric.size(); row++) {
                hasher.putDouble(numeric.isMissing(row) ? Double.NaN : numeric.value(row) + 0.0);
            }
            return hasher.hash();
        }
        CategoricalColumn categorical = (CategoricalColumn) column;
        Map<Integer, Integer> seen = new HashMap<>();
        hasher.putInt(-1);
        for (int row = 0; row < categorical.size(); row++) {
            int code = categorical.code(row);
            hasher.putInt(code < 0 ? -1 : seen.computeIfAbsent(code, c -> seen.size()));
        }
        return hasher.hash();
    }
}
