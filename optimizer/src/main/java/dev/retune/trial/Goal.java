package dev.retune.trial;

/**
 * Whether small or large values are good. This is the one door at which the sign flips: inside, strategies, pruners and
 * surrogates see losses only; records and screens keep the user's units.
 */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /** The loss of a value in the user's units; its own inverse, so it also turns a loss back into a value. */
    public double loss(double value) {
        return this == MINIMIZE ? value : 0.0 - value; // so that a loss of 0 is never -0.0
    }

    /** Whether {@code value} is strictly better than {@code other}. */
    public boolean isBetter(double value, double other) {
        return loss(value) < loss(other);
    }
}
