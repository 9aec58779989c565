package dev.retune.store;

/**
 * The notes that are reserved for programs that run studies, such as Retune's command line; the other notes are the
 * user's.
 */
public final class ReservedNotes {

    /** The prefix of their keys. */
    public static final String PREFIX = "retune.";

    private ReservedNotes() {}

    public static boolean isReserved(String key) {
        return key.startsWith(PREFIX);
    }
}
