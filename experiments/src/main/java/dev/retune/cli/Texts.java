package dev.retune.cli;

import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers and tables as a person reads them. */
final class Texts {

    private Texts() {}

    /** Five significant digits at most; whole numbers as such. */
    static String number(double x) {
        if (x == Math.rint(x) && Math.abs(x) < 1e9) {
            return Long.toString((long) x);
        }
        if (!Double.isFinite(x)) {
            return Double.toString(x);
        }
        double size = Math.abs(x);
        String text = size < 1e-3 || size >= 1e9
                ? String.format(Locale.ROOT, "%.3e", x)
                : String.format(Locale.ROOT, "%.5g", x);
        return text.contains("e")
                ? text
                : text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }

    static String value(Object value) {
        return value instanceof Double x ? number(x) : String.valueOf(value);
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** At most so many characters, at least one of which is the text's. */
    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(1, most - 1)) + "…";
    }

    /** A path as a shell takes it. */
    static String quoted(Path path) {
        return quoted(path.toString());
    }

    static String quoted(String text) {
        return text.matches("[\\w./+@%:=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** {@code 0.9812 ± 0.0031}, or a dash if there is none. */
    static String score(TrialRecord trial) {
        if (Double.isNaN(trial.value())) {
            return "-";
        }
        return score(trial.measurement().orElseThrow().metrics().get(0));
    }

    /** {@code 0.9812 ± 0.0031} */
    private static String score(MetricValue metric) {
        double error = metric.standardError();
        return Double.isNaN(error)
                ? number(metric.value())
                : "%s ± %s".formatted(number(metric.value()), String.format(Locale.ROOT, "%.2g", error));
    }

    /**
     * What a trial came to: the {@link #score(TrialRecord)} of the only target; with its name and the others where the
     * goals name several metrics, {@code accuracy 0.9812 ± 0.0031, latency 12.3}; and whether that is beyond the
     * limits. A dash if it came to nothing.
     */
    static String scores(TrialRecord trial, Goals goals) {
        Optional<Measurement> measured = trial.measurement();
        if (measured.isEmpty()) {
            return "-";
        }
        List<String> names = goals.metrics();
        String scores = names.size() == 1
                ? score(trial)
                : measured.get().metrics().stream()
                        .filter(metric -> names.contains(metric.metric()) && !Double.isNaN(metric.value()))
                        .map(metric -> metric.metric() + " " + score(metric))
                        .collect(Collectors.joining(", "));
        return (scores.isEmpty() ? "-" : scores)
                + (Ranking.violation(goals.losses(trial)) > 0 ? " (breaks " + broken(measured.get(), goals) + ")" : "");
    }

    private static String broken(Measurement measured, Goals goals) {
        return goals.violations(measured).entrySet().stream()
                .filter(violation -> !(violation.getValue() <= 0))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    /** {@code 1 study}, {@code 2 studies} */
    static String count(int n, String noun) {
        return n + " "
                + (n == 1 ? noun : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    /** Columns of equal width, two spaces apart. */
    static List<String> table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < row.size(); i++) {
                        line.append(row.get(i))
                                .append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
