package dev.retune.study;

/**
 * Leaves the objective because the pruner says that the trial is not worth going on. Has no stack trace: it is no
 * error. Let it pass, and {@code finally} clean up; or catch it and return what was measured so far, which the pruned
 * trial then keeps.
 */
public final class TrialPrunedException extends TrialException {

    private static final long serialVersionUID = 1L;

    TrialPrunedException(String reason) {
        super(reason);
    }
}
