package dev.retune.syntax;

import org.jspecify.annotations.Nullable;

/**
 * What a user wrote cannot be done: a file, a line, an option. The message is one line that names the place, the value,
 * the rule and a hint. The only exception of the application that a user sees; commands end with status 2.
 */
public final class InputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        this(message, null);
    }

    public InputException(String message, @Nullable Throwable cause) {
        super(message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""), cause);
    }
}
