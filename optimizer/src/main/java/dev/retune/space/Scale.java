package dev.retune.space;

import dev.retune.internal.numerics.Interpolation;

/** The transformation of a numeric range for the search: equal steps on the scale are equally important. */
public enum Scale {
    /** The identity. */
    LINEAR,
    /** Natural logarithm; for ranges above 0 that span orders of magnitude, such as a learning rate. */
    LOG,
    /** {@code ln(x / (1 - x))}; for ranges strictly inside (0, 1) where both ends matter, such as a momentum. */
    LOGIT;

    double forward(double x) {
        return switch (this) {
            case LINEAR -> x;
            case LOG -> Math.log(x);
            case LOGIT -> Math.log(x) - Math.log1p(-x);
        };
    }

    double backward(double y) {
        return switch (this) {
            case LINEAR -> y;
            case LOG -> Math.exp(y);
            case LOGIT -> y >= 0 ? 1 / (1 + Math.exp(-y)) : Math.exp(y) / (1 + Math.exp(y));
        };
    }

    /** The position of {@code x} between {@code low} (0) and {@code high} (1) on this scale. */
    double position(double x, double low, double high) {
        double from = forward(low);
        double to = forward(high);
        return from == to // the scale cannot tell the ends of a very narrow range apart
                ? Interpolation.position(x, low, high)
                : Interpolation.position(forward(x), from, to);
    }

    /** The point at {@code position} between {@code low} and {@code high}, both ends exact. */
    double at(double position, double low, double high) {
        if (position <= 0) {
            return low;
        }
        if (position >= 1) {
            return high;
        }
        double from = forward(low);
        double to = forward(high);
        double x = from == to
                ? Interpolation.between(low, high, position)
                : backward(Interpolation.between(from, to, position));
        return Math.min(Math.max(x, low), high);
    }
}
