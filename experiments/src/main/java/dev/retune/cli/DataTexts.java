package dev.retune.cli;

import dev.retune.data.ColumnSummary;
import dev.retune.data.ColumnType;
import dev.retune.data.DataSummary;
import dev.retune.data.Finding;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary of data, for people in 80 columns and for programs. */
final class DataTexts {

    private static final int WIDTH = 80;
    private static final int NAME = 20;
    private static final int MOST_COLUMNS = 60;
    private static final int MOST_CLASSES = 20;

    private DataTexts() {}

    static List<String> lines(DataSummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, %s"
                .formatted(
                        summary.file(),
                        Texts.count(summary.rows(), "row"),
                        Texts.count(summary.columns().size(), "column")));
        lines.add("");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("column", "type", "missing", "distinct", "values"));
        summary.columns().stream()
                .limit(MOST_COLUMNS)
                .forEach(column -> table.add(List.of(
                        shortened(column.name(), NAME),
                        type(column.type()),
                        column.missing() == 0 ? "-" : String.valueOf(column.missing()),
                        String.valueOf(column.distinct()),
                        values(column, summary.rows()))));
        Texts.table(table).forEach(line -> lines.add(shortened(line, WIDTH)));
        int more = summary.columns().size() - MOST_COLUMNS;
        if (more > 0) {
            lines.add("... and %s more; --json has them all".formatted(more));
        }
        ColumnSummary target = summary.target();
        if (target != null) {
            lines.add("");
            lines.addAll(target(target, summary.rows()));
        }
        if (!summary.findings().isEmpty()) {
            lines.add("");
            lines.add("Columns to check:");
            lines.addAll(findings(summary.findings()));
        }
        return lines;
    }

    private static String type(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String values(ColumnSummary column, int rows) {
        ColumnSummary.Numbers numbers = column.numbers();
        if (numbers != null && column.type() != ColumnType.NUMERIC) {
            return "%s .. %s".formatted(date(numbers.min()), date(numbers.max()));
        }
        if (numbers != null) {
            return "%s .. %s, mean %s"
                    .formatted(Texts.number(numbers.min()), Texts.number(numbers.max()), Texts.number(numbers.mean()));
        }
        return column.levels().stream()
                .limit(3)
                .map(level -> "%s %s".formatted(shortened(level.name(), 16), percent(level.rows(), rows)))
                .collect(Collectors.joining(", "));
    }

    private static String date(double days) {
        return days == Math.rint(days)
                ? LocalDate.ofEpochDay((long) days).toString()
                : Instant.ofEpochSecond(Math.round(days * 86_400))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }

    private static String percent(int part, int all) {
        double percent = 100.0 * part / all;
        return percent >= 10 || percent == 0
                ? "%.0f %%".formatted(percent)
                : percent < 0.1 ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static List<String> target(ColumnSummary target, int rows) {
        List<String> lines = new ArrayList<>();
        if (target.numbers() != null) {
            lines.add("Target '%s': numbers, %s".formatted(target.name(), values(target, rows)));
            return lines;
        }
        int classes = target.levels().size();
        lines.add("Target '%s': %s %s".formatted(target.name(), classes, classes == 1 ? "class" : "classes"));
        List<List<String>> table = new ArrayList<>();
        target.levels().stream()
                .limit(MOST_CLASSES)
                .forEach(level -> table.add(List.of(
                        "  " + shortened(level.name(), NAME),
                        String.valueOf(level.rows()),
                        percent(level.rows(), rows))));
        lines.addAll(Texts.table(table));
        if (target.levels().size() > MOST_CLASSES) {
            lines.add("  ... and %s more".formatted(target.levels().size() - MOST_CLASSES));
        }
        return lines;
    }

    /** Columns of which the same is to be said are named together. */
    private static List<String> findings(List<Finding> findings) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        findings.forEach(
                finding -> byReason.computeIfAbsent(label(finding) + "\n" + finding.reason(), k -> new ArrayList<>())
                        .add(finding.column()));
        List<String> lines = new ArrayList<>();
        byReason.forEach((key, columns) -> {
            String[] parts = key.split("\n", 2);
            String names = String.join(", ", columns.stream().limit(8).toList())
                    + (columns.size() > 8 ? " and %s more".formatted(columns.size() - 8) : "");
            lines.addAll(wrapped("  %s: %s: %s".formatted(names, parts[0], parts[1])));
        });
        return lines;
    }

    private static String label(Finding finding) {
        return switch (finding.kind()) {
            case CONSTANT -> "constant";
            case IDENTIFIER -> "identifier";
            case DUPLICATE -> "duplicate";
            case LEAK -> "possible leak";
            case GROUP -> "groups";
            case MISSING -> "mostly missing";
        };
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("  ");
        for (String word : text.strip().split(" ")) {
            if (line.length() + word.length() + 1 > WIDTH && !line.toString().isBlank()) {
                lines.add(line.toString());
                line = new StringBuilder("     ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** In one line. */
    private static String shortened(String text, int most) {
        return Texts.shortened(text.replaceAll("\\s", " "), most);
    }

    static Map<String, @Nullable Object> json(DataSummary summary) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", summary.file());
        json.put("rows", summary.rows());
        json.put("columns", summary.columns().stream().map(DataTexts::json).toList());
        ColumnSummary target = summary.target();
        if (target != null && summary.task() != null) {
            json.put("target", target.name());
            json.put("task", summary.task().name().toLowerCase(Locale.ROOT));
            if (target.numbers() == null) {
                json.put("classes", levels(target, target.levels().size()));
            }
        }
        json.put(
                "findings",
                summary.findings().stream()
                        .map(finding -> Map.of(
                                "column", finding.column(),
                                "kind", finding.kind().name().toLowerCase(Locale.ROOT),
                                "reason", finding.reason()))
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(ColumnSummary column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("type", type(column.type()));
        json.put("missing", column.missing());
        json.put("distinct", column.distinct());
        ColumnSummary.Numbers numbers = column.numbers();
        if (numbers != null) {
            json.put("min", numbers.min());
            json.put("mean", numbers.mean());
            json.put("max", numbers.max());
        } else if (column.type() == ColumnType.CATEGORICAL) {
            json.put("levels", levels(column, 20));
        }
        return json;
    }

    private static Map<String, Integer> levels(ColumnSummary column, int most) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        column.levels().stream().limit(most).forEach(level -> levels.put(level.name(), level.rows()));
        return levels;
    }
}
