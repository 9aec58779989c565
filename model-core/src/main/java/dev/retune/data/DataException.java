package dev.retune.data;

/** The data cannot be used. The message names the place, the value, the rule and a remedy. */
public final class DataException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    DataException(String message) {
        super(message);
    }
}
