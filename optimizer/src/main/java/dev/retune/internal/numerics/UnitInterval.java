package dev.retune.internal.numerics;

/** Numbers from 0 to 1. */
public final class UnitInterval {

    private UnitInterval() {}

    /** The nearest number from 0 to 1; NaN for NaN. */
    public static double clamp(double x) {
        return Math.min(Math.max(x, 0), 1);
    }
}
