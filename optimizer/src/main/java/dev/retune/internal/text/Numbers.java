package dev.retune.internal.text;

/** Numbers as people and programs read them: whole ones without a decimal point. */
public final class Numbers {

    /** From here on not every whole number is a {@code double}. */
    private static final double LARGEST = 0x1p53;

    private Numbers() {}

    private static boolean isWhole(double x) {
        return x == Math.rint(x) && Math.abs(x) < LARGEST;
    }

    /** {@code 3}, {@code 0.5}, {@code 1.0E20}, {@code NaN} */
    public static String text(double x) {
        return isWhole(x) ? Long.toString((long) x) : Double.toString(x);
    }

    /** A {@link Long}, or else the same {@link Double}: a serializer writes the former without a decimal point. */
    public static Number plain(double x) {
        return isWhole(x) ? (Number) (long) x : (Number) x;
    }
}
