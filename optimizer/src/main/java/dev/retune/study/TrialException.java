package dev.retune.study;

/**
 * Leaves an objective before it is done. Has no stack trace: it is no error of the program. An objective that catches
 * all exceptions lets this one pass.
 */
public abstract sealed class TrialException extends RuntimeException
        permits TrialFailedException, TrialPrunedException, TrialStoppedException {

    private static final long serialVersionUID = 1L;

    TrialException(String reason) {
        super(reason, null, false, false);
    }
}
