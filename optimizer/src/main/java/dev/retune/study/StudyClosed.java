package dev.retune.study;

/** A closed study was asked for a trial. */
public final class StudyClosed extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StudyClosed(String study, String reason) {
        super("Study '%s' is closed: %s. Give it a larger budget to go on".formatted(study, reason));
    }
}
