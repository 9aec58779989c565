package dev.retune.study;

/**
 * Leaves the objective because the pruner decided to stop the trial. Has no stack trace, since it is not an error. Let
 * it pass, and clean up in {@code finally}; or catch it and return the measurement so far, which is then stored with
 * the pruned trial.
 */
public final class TrialPrunedException extends TrialException {

    private static final long serialVersionUID = 1L;

    TrialPrunedException(String reason) {
        super(reason);
    }
}
