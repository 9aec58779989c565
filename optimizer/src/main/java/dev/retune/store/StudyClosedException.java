package dev.retune.store;

/** A trial was requested from a closed study: its budget is spent, possibly by other workers. */
public final class StudyClosedException extends StudyException {

    private static final long serialVersionUID = 1L;

    public StudyClosedException(String study, String reason) {
        super("Study '%s' is closed: %s. Give it a larger budget to continue".formatted(study, reason), null);
    }
}
