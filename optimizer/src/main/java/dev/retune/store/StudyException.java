package dev.retune.store;

import org.jspecify.annotations.Nullable;

/**
 * Failures of a study that its caller cannot prevent. Programs that embed a study catch this one, or its subclasses; a
 * wrong argument is an {@link IllegalArgumentException}, and a call at the wrong moment an
 * {@link IllegalStateException}.
 */
public abstract sealed class StudyException extends RuntimeException
        permits LeaseLostException, StoreException, StudyClosedException {

    private static final long serialVersionUID = 1L;

    StudyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
