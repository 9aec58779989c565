package dev.retune.store;

import org.jspecify.annotations.Nullable;

/**
 * What may go wrong with a study although its caller does nothing wrong. Whoever embeds a study catches this one, or
 * tells apart what it permits; a wrong argument is an {@link IllegalArgumentException}, and a call at the wrong moment
 * an {@link IllegalStateException}.
 */
public abstract sealed class StudyException extends RuntimeException
        permits LeaseLostException, StoreException, StudyClosedException {

    private static final long serialVersionUID = 1L;

    StudyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
