package dev.retune.internal.numerics;

/** Linear interpolation that is safe against overflow, infinite ends and intervals of width 0. */
public final class Interpolation {

    private Interpolation() {}

    /**
     * a + t (b − a). Infinite ends are allowed; between −∞ and ∞ it is the nearer end.
     *
     * @param t from 0 to 1
     * @return a number from a to b; NaN only if an argument is NaN
     */
    public static double between(double a, double b, double t) {
        if (a == b || t == 0) {
            return a;
        }
        if (t == 1) {
            return b;
        }
        double width = b - a;
        if (Double.isFinite(width)) {
            return a + t * width;
        }
        if (Double.isInfinite(a) && Double.isInfinite(b)) {
            return t < 0.5 ? a : b;
        }
        return (1 - t) * a + t * b;
    }

    /** (x − from) / (to − from); ½ if the interval has the width 0. */
    public static double position(double x, double from, double to) {
        return from == to ? 0.5 : (x - from) / (to - from);
    }
}
