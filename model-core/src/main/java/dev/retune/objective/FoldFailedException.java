package dev.retune.objective;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * A fold of a cross-validation could not be trained or scored. The message has its number, counted from 1, and the
 * reason.
 */
public final class FoldFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private FoldFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Runs work on a fold, and adds the number of the fold to exceptions. */
    static <T> T in(int index, int of, Supplier<T> work) {
        try {
            return work.get();
        } catch (CancellationException e) { // it was stopped
            throw e;
        } catch (RuntimeException | Error e) {
            String message = e.getMessage();
            String reason = e instanceof Error || message == null || message.isBlank() ? e.toString() : message;
            throw new FoldFailedException("fold " + (index + 1) + " of " + of + ": " + reason, e);
        }
    }
}
