package dev.retune.syntax;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as users write them. */
public final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([kmgt])(?:i?b)?");

    private Sizes() {}

    /**
     * The bytes of {@code 512m}, {@code 1.5g}, {@code 4 GiB}, in powers of 1024.
     *
     * @throws IllegalArgumentException if it is no size
     */
    public static long of(String text) {
        Matcher matcher = FORM.matcher(text.replace(" ", "").toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not an amount of memory: write it like 512m or 4g".formatted(text));
        }
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, 1 + "kmgt".indexOf(matcher.group(2)));
        if (!(bytes >= 1 && bytes < Long.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "'%s' is not an amount of memory that a program could have".formatted(text));
        }
        return Math.round(bytes);
    }
}
