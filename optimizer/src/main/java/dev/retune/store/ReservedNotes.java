package dev.retune.store;

/**
 * The notes of a study that are not its user's: programs that run studies, such as Retune's command line, keep there
 * what they must know of a study.
 */
public final class ReservedNotes {

    /** What their keys begin with. */
    public static final String PREFIX = "retune.";

    private ReservedNotes() {}

    public static boolean isReserved(String key) {
        return key.startsWith(PREFIX);
    }
}
