package dev.retune.study;

/**
 * Leaves an objective before its end. Has no stack trace, since it is not an error of the program. An objective that
 * catches all exceptions must rethrow this one.
 */
public abstract sealed class TrialException extends RuntimeException
        permits TrialFailedException, TrialPrunedException, TrialStoppedException {

    private static final long serialVersionUID = 1L;

    TrialException(String reason) {
        super(reason, null, false, false);
    }
}
