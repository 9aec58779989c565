package dev.retune.config;

/** Something that a user wrote cannot be used; the message is one line with the place, the key, the rule and a hint. */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ConfigException(String message, Throwable cause) {
        super(message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""), cause);
    }

    ConfigException(String message) {
        super(message);
    }
}
