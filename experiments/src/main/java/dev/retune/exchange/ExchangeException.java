package dev.retune.exchange;

import org.jspecify.annotations.Nullable;

/** A file cannot be read as a study; the message names the file, the place and what is wrong. */
public final class ExchangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExchangeException(String message) {
        this(message, null);
    }

    ExchangeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
