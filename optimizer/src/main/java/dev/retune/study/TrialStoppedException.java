package dev.retune.study;

/**
 * Leaves the objective because the run is being stopped or the trial was taken away. Has no stack trace: it is no
 * error. Let it pass; {@code finally} cleans up.
 */
public final class TrialStoppedException extends TrialException {

    private static final long serialVersionUID = 1L;

    TrialStoppedException(String reason) {
        super(reason);
    }
}
