package dev.retune.internal.text;

import java.util.Locale;

/** Checks of arguments. */
public final class Check {

    private Check() {}

    /** @throws IllegalArgumentException with the message, formatted with the arguments, unless it holds */
    public static void that(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }
}
