package dev.retune.study;

/**
 * Leaves the objective because the run is being stopped or the trial was taken away. Has no stack trace: it is no error. Let
 * it pass; {@code finally} cleans up.
 */
public final class TrialStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrialStopped(String reason) {
        super(reason, null, false, false);
    }
}
