package dev.retune.internal.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds what a misspelt name was meant to be. */
public final class NearestName {

    /** Shorter parts of names are found in too many. */
    private static final int LEAST_PART = 4;

    private NearestName() {}

    /** {@code "; did you mean 'x'?"} for the known name nearest to the given one, or nothing if none is near. */
    public static String hint(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(name, k)))
                .filter(k -> distance(name, k) <= Math.max(1, name.length() / 3))
                .or(() -> known.stream().filter(k -> isPart(name, k)).findFirst())
                .map(k -> "; did you mean '" + k + "'?")
                .orElse("");
    }

    /** Whether one name contains the other, as {@code gradientBoosting} contains {@code boosting}. */
    private static boolean isPart(String name, String known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String found = known.toLowerCase(Locale.ROOT);
        return Math.min(wanted.length(), found.length()) >= LEAST_PART
                && (wanted.contains(found) || found.contains(wanted));
    }

    /** Letters to change, whatever their case; letters in another order, the most common slip, count as one. */
    private static int distance(String name, String known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String found = known.toLowerCase(Locale.ROOT);
        int changes = changes(wanted, found);
        boolean reordered = Arrays.equals(
                wanted.chars().sorted().toArray(), found.chars().sorted().toArray());
        return reordered ? Math.min(changes, 1) : changes;
    }

    /** Levenshtein's distance: how many letters to insert, delete or replace (Wagner and Fischer 1974, row by row). */
    private static int changes(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    /** As {@link #hint}; if no name is near, {@code "; known: a, b, c"}, ten at most. */
    public static String hintOrList(String name, Collection<String> known) {
        String hint = hint(name, known);
        if (!hint.isEmpty()) {
            return hint;
        }
        String first = String.join(", ", known.stream().limit(10).toList());
        return "; known: " + first + (known.size() > 10 ? ", ... (" + known.size() + " in all)" : "");
    }
}
