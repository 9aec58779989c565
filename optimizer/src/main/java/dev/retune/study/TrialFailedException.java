package dev.retune.study;

import java.util.OptionalDouble;

/** Fails a trial from inside its objective, with a reason in the user's words. Has no stack trace. */
public final class TrialFailedException extends TrialException {

    private static final long serialVersionUID = 2L;

    private final double cost; // NaN if it was not told

    /** @param reason kept with the trial as it is; its first line is shown in lists */
    public TrialFailedException(String reason) {
        this(reason, Double.NaN);
    }

    private TrialFailedException(String reason, double cost) {
        super(reason);
        this.cost = cost;
    }

    /** The same with what the evaluation cost, if that is known. */
    public TrialFailedException costing(OptionalDouble cost) {
        return cost.isPresent() ? new TrialFailedException(String.valueOf(getMessage()), cost.getAsDouble()) : this;
    }

    /** What the evaluation cost, if that was told. */
    public OptionalDouble cost() {
        return Double.isNaN(cost) ? OptionalDouble.empty() : OptionalDouble.of(cost);
    }
}
