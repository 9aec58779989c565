package dev.retune.tuning;

import dev.retune.data.ColumnSummary;
import dev.retune.data.ColumnType;
import dev.retune.data.DataSummary;
import dev.retune.data.Finding;
import dev.retune.data.Format;
import dev.retune.data.Reading;
import dev.retune.data.Table;
import dev.retune.data.Task;
import dev.retune.learner.Learners;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A study file to start with, made from a summary of the data. */
public final class StudySketch {

    private static final Set<String> TARGETS =
            Set.of("target", "label", "class", "y", "outcome", "response", "churn", "churned", "diagnosis");

    /** A class is rare if it has fewer rows than this share of the even one. */
    private static final double RARE = 0.5;

    private StudySketch() {}

    /** The column that is named like a target, or else the last one; null if there is one column only. */
    public static @Nullable String guess(Table table) {
        List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        if (names.size() < 2) {
            return null;
        }
        return names.stream()
                .filter(name -> TARGETS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(names.get(names.size() - 1));
    }

    /** The lines of the file; none if the target is not known. @param reading how the summarized file was read */
    public static List<String> lines(DataSummary summary, Path file, Reading reading) {
        List<String> lines = new ArrayList<>();
        ColumnSummary target = summary.target();
        if (target == null) {
            return lines;
        }
        lines.add("study: " + summary.file().replaceAll("\\..*", "").replaceAll("[^\\w-]", "-"));
        lines.add("goal: " + goal(summary, target));
        lines.add("budget: {time: 10m}");
        lines.add("model:");
        lines.add("  learner: " + learner());
        lines.add("  data: " + scalar(file.toString()));
        lines.addAll(declared(reading));
        lines.add("  target: " + scalar(target.name()));
        if (areNumbers(summary, target)) {
            lines.add("  # task: regression    # to predict it as a number rather than a class");
        }
        List<String> ignored = summary.findings().stream()
                .filter(finding -> switch (finding.kind()) {
                    case CONSTANT, IDENTIFIER, DUPLICATE -> true;
                    default -> false;
                })
                .map(finding -> scalar(finding.column()))
                .toList();
        if (!ignored.isEmpty()) {
            lines.add("  ignore: [" + String.join(", ", ignored) + "]");
        }
        lines.addAll(validation(summary));
        lines.add("  holdout: 0.2");
        return lines;
    }

    /** What was declared about reading the file. */
    private static List<String> declared(Reading reading) {
        List<String> lines = new ArrayList<>();
        Format format = reading.format();
        if (format != null) {
            lines.add("  format: " + format.name().toLowerCase(Locale.ROOT));
        }
        Character separator = reading.separator();
        if (separator != null) {
            lines.add("  separator: " + scalar(separator.toString()));
        }
        Charset charset = reading.charset();
        if (charset != null) {
            lines.add("  charset: " + scalar(charset.name()));
        }
        if (reading.declaresMissing()) {
            List<String> markers = reading.missing().stream()
                    .filter(marker -> !marker.isEmpty())
                    .map(StudySketch::scalar)
                    .toList();
            lines.add("  missing: [" + String.join(", ", markers) + "]");
        }
        return lines;
    }

    private static String goal(DataSummary summary, ColumnSummary target) {
        if (summary.task() == Task.REGRESSION) {
            return "minimize rmse";
        }
        int classes = target.levels().size();
        int rarest = target.levels().get(classes - 1).rows();
        boolean even = rarest >= RARE * summary.rows() / classes;
        return even ? "maximize accuracy" : classes == 2 ? "maximize auc" : "maximize balancedAccuracy";
    }

    private static String learner() {
        List<String> names = Learners.names();
        return List.of("any", "gradientBoosting", "randomForest").stream()
                .filter(names::contains)
                .findFirst()
                .orElse("network");
    }

    /** Whether classes are numbers in the file, and more than two. */
    private static boolean areNumbers(DataSummary summary, ColumnSummary target) {
        return target.levels().size() > 2
                && summary.columns().stream()
                        .anyMatch(column -> column.name().equals(target.name()) && column.numbers() != null);
    }

    /** By time where rows have dates, by group where they seem to belong together; otherwise the default is right. */
    private static List<String> validation(DataSummary summary) {
        Optional<ColumnSummary> time = summary.columns().stream()
                .filter(column -> column.type() == ColumnType.DATE)
                .filter(column -> column.missing() == 0 && column.distinct() > 10)
                .findFirst();
        if (time.isPresent()) {
            String column = scalar(time.get().name());
            return List.of(
                    "  types: {%s: calendar}".formatted(column),
                    "  validation: {kind: timeSeries, column: %s, folds: 5}".formatted(column));
        }
        return summary.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.GROUP)
                .limit(1)
                .map(finding -> "  validation: {kind: group, column: %s, folds: 5}".formatted(scalar(finding.column())))
                .toList();
    }

    /** As YAML takes it for a text. */
    private static String scalar(String text) {
        return text.matches("[A-Za-z_./][\\w ./-]*")
                        && !text.matches("(?i)true|false|yes|no|on|off|null|y|n")
                        && !text.endsWith(" ")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
    }
}
