package dev.retune.syntax;

/** An error in one line, for a message. */
public final class ErrorText {

    private ErrorText() {}

    /** The kind of error and its message, if it has one. */
    public static String summary(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
