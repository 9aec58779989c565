package dev.retune.study;

/**
 * Leaves the objective because the run is being stopped or the trial was assigned to another worker. Has no stack
 * trace, since it is not an error. Let it pass, and clean up in {@code finally}.
 */
public final class TrialStoppedException extends TrialException {

    private static final long serialVersionUID = 1L;

    TrialStoppedException(String reason) {
        super(reason);
    }
}
