package dev.retune.store;

import org.jspecify.annotations.Nullable;

/** A store failed. The message names the store and gives a hint. */
public final class StoreException extends StudyException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
