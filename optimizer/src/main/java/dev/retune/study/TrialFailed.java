package dev.retune.study;

/** Fails a trial from inside its objective, with a reason in the user's words. Has no stack trace. */
public final class TrialFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason kept with the trial as it is; its first line is shown in lists */
    public TrialFailed(String reason) {
        super(reason, null, false, false);
    }
}
