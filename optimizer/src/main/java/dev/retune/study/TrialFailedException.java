package dev.retune.study;

import java.util.OptionalDouble;

/** Fails a trial from inside its objective, with a reason in the user's words. Has no stack trace. */
public final class TrialFailedException extends TrialException {

    private static final long serialVersionUID = 2L;

    private final double cost; // NaN if it is unknown

    /** @param reason stored with the trial unchanged; lists show its first line */
    public TrialFailedException(String reason) {
        this(reason, Double.NaN);
    }

    private TrialFailedException(String reason, double cost) {
        super(reason);
        this.cost = cost;
    }

    /** The same with the cost of the evaluation. */
    public TrialFailedException costing(OptionalDouble cost) {
        return cost.isPresent() ? new TrialFailedException(String.valueOf(getMessage()), cost.getAsDouble()) : this;
    }

    /** The cost of the evaluation, if it is known. */
    public OptionalDouble cost() {
        return Double.isNaN(cost) ? OptionalDouble.empty() : OptionalDouble.of(cost);
    }
}
