package dev.retune.cli;

import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        double error = trial.measurement().map(Measurement::standardError).orElse(Double.NaN);
        return Double.isNaN(error)
                ? number(trial.value())
                : "%s ± %s".formatted(number(trial.value()), String.format(Locale.ROOT, "%.2g", error));
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
