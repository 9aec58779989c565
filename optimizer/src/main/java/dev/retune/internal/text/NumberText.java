package dev.retune.internal.text;

/** Writes numbers as a user would. */
public final class NumberText {

    private static final double LONGEST = 1e15;

    private NumberText() {}

    /** All digits, so that it is read back bit for bit; whole numbers without a decimal point. */
    public static String of(double x) {
        return x == Math.rint(x) && Math.abs(x) < LONGEST ? Long.toString((long) x) : Double.toString(x);
    }
}
