package dev.retune.internal.text;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a misspelt name was meant to be. */
public final class NearestName {

    private NearestName() {}

    /** {@code "; did you mean 'x'?"} for the known name nearest to the given one, or nothing if none is near. */
    public static String hint(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(name, k)))
                .filter(k -> distance(name, k) <= Math.max(1, name.length() / 3))
                .map(k -> "; did you mean '" + k + "'?")
                .orElse("");
    }

    /** Letters to change, whatever their case; letters in another order, the most common slip, count as one. */
    private static int distance(String name, String known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String found = known.toLowerCase(Locale.ROOT);
        int changes = LevenshteinDistance.getDefaultInstance().apply(wanted, found);
        boolean reordered = Arrays.equals(
                wanted.chars().sorted().toArray(), found.chars().sorted().toArray());
        return reordered ? Math.min(changes, 1) : changes;
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
