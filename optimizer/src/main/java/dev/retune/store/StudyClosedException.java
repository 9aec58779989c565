package dev.retune.store;

/** A closed study was asked for a trial: its budget is spent, perhaps by other workers. */
public final class StudyClosedException extends StudyException {

    private static final long serialVersionUID = 1L;

    public StudyClosedException(String study, String reason) {
        super("Study '%s' is closed: %s. Give it a larger budget to go on".formatted(study, reason), null);
    }
}
