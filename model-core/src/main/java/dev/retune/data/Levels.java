package dev.retune.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of categories, and what counts as a number in a cell. */
final class Levels {

    private Levels() {}

    /** By number if all are numbers (equal ones by text), otherwise by text: the order of rows has no influence. */
    static List<String> sorted(Collection<String> levels) {
        boolean numbers = levels.stream().noneMatch(level -> Double.isNaN(number(level)));
        Comparator<String> byText = Comparator.naturalOrder();
        return levels.stream()
                .sorted(numbers ? Comparator.comparingDouble(Levels::number).thenComparing(byText) : byText)
                .toList();
    }

    /**
     * The finite decimal number that a text is; NaN for any other text, such as {@code 0x1p3}, {@code 1f} or
     * {@code Infinity}.
     */
    static double number(String text) {
        if (text.isEmpty() || !mayBeNumber(text)) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Exceptions are slow, and Java's literals are wider than a data file's numbers. */
    private static boolean mayBeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }
}
