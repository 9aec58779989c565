package dev.retune.internal.numerics;

/**
 * Finds a point along a descent direction that meets the strong Wolfe conditions (Nocedal and Wright 2006, algorithms
 * 3.5 and 3.6, with safeguarded cubic interpolation), inside a box. Where the function is not finite it steps back.
 */
final class LineSearch {

    private static final double SUFFICIENT_DECREASE = 1e-3;
    private static final double CURVATURE = 0.9;
    private static final int MAX_EVALUATIONS = 25;

    private final LbfgsB.Function function;
    private final double[] lower;
    private final double[] upper;
    private int evaluations;

    // the best point of the last search, and the one under trial
    private double[] x;
    private double[] gradient;
    private double value;
    private double[] trialX;
    private double[] trialGradient;

    LineSearch(LbfgsB.Function function, double[] lower, double[] upper) {
        this.function = function;
        this.lower = lower;
        this.upper = upper;
        int n = lower.length;
        this.x = new double[n];
        this.gradient = new double[n];
        this.trialX = new double[n];
        this.trialGradient = new double[n];
    }

    double[] x() {
        return x;
    }

    double[] gradient() {
        return gradient;
    }

    double value() {
        return value;
    }

    int evaluations() {
        return evaluations;
    }

    double evaluate(double[] point, double[] gradientThere) {
        evaluations++;
        return function.valueAndGradient(point, gradientThere);
    }

    double[] project(double[] point) {
        double[] projected = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            projected[i] = Math.min(Math.max(point[i], lower[i]), upper[i]);
        }
        return projected;
    }

    /**
     * Searches from {@code from} along d, whose end {@code from + d} lies in the box.
     *
     * @param cautious whether the length of d means nothing yet: then the first trial is at most one unit away
     * @return whether a point with a sufficiently lower value was found
     */
    boolean search(double[] from, double valueAtStart, double[] gradientAtStart, double[] d, boolean cautious) {
        int n = d.length;
        double slopeAtStart = Rows.dot(gradientAtStart, d, n);
        if (!(slopeAtStart < 0)) {
            return false;
        }
        double longest = longest(from, d);
        double step = cautious ? Math.min(longest, 1 / Math.sqrt(Rows.dot(d, d, n))) : 1;
        double low = 0;
        double valueAtLow = valueAtStart;
        double slopeAtLow = slopeAtStart;
        double high = Double.POSITIVE_INFINITY;
        double valueAtHigh = Double.NaN;
        double slopeAtHigh = Double.NaN;
        boolean atCliff = false;
        for (int i = 0; i < MAX_EVALUATIONS; i++) {
            double f = tryStep(from, d, step);
            double slope = Rows.dot(trialGradient, d, n);
            if (!Double.isFinite(f) || !Double.isFinite(slope)) {
                atCliff = true; // from here on any sufficient decrease will do
                high = step;
                valueAtHigh = Double.NaN;
                step = low + 0.2 * (high - low);
                continue;
            }
            boolean worse = f > valueAtStart + SUFFICIENT_DECREASE * step * slopeAtStart || f >= valueAtLow;
            if (worse) {
                high = step;
                valueAtHigh = f;
                slopeAtHigh = slope;
            } else {
                keepTrial(f);
                if (atCliff || Math.abs(slope) <= -CURVATURE * slopeAtStart || (step >= longest && slope < 0)) {
                    return true;
                }
                if (slope * (high - low) >= 0) {
                    high = low;
                    valueAtHigh = valueAtLow;
                    slopeAtHigh = slopeAtLow;
                }
                double previous = low;
                double valueAtPrevious = valueAtLow;
                double slopeAtPrevious = slopeAtLow;
                low = step;
                valueAtLow = f;
                slopeAtLow = slope;
                if (high == Double.POSITIVE_INFINITY) {
                    double cubic =
                            cubicMinimum(previous, valueAtPrevious, slopeAtPrevious, low, valueAtLow, slopeAtLow);
                    double nearest = low + 1.1 * (low - previous);
                    double farthest = low + 4 * (low - previous);
                    // NaN: the cubic has no minimum ahead
                    step = Math.min(longest, cubic > low ? Math.min(Math.max(cubic, nearest), farthest) : farthest);
                    continue;
                }
            }
            double width = high - low;
            if (Math.abs(width) <= 1e-10 * Math.max(Math.abs(low), Math.abs(high))) {
                break;
            }
            double cubic = cubicMinimum(low, valueAtLow, slopeAtLow, high, valueAtHigh, slopeAtHigh);
            double position = (cubic - low) / width;
            step = low + width * (Double.isNaN(position) ? 0.3 : Math.min(Math.max(position, 0.05), 0.9));
        }
        return low > 0;
    }

    private double tryStep(double[] from, double[] d, double step) {
        for (int i = 0; i < d.length; i++) {
            trialX[i] = Math.min(Math.max(from[i] + step * d[i], lower[i]), upper[i]);
        }
        return evaluate(trialX, trialGradient);
    }

    private void keepTrial(double f) {
        value = f;
        double[] spare = x;
        x = trialX;
        trialX = spare;
        spare = gradient;
        gradient = trialGradient;
        trialGradient = spare;
    }

    /** How far one may go before a variable that moves leaves the box: at least 1. */
    private double longest(double[] from, double[] d) {
        double longest = 1e10;
        for (int i = 0; i < d.length; i++) {
            if (d[i] != 0) {
                double room = d[i] > 0 ? upper[i] - from[i] : lower[i] - from[i];
                longest = Math.min(longest, room / d[i]);
            }
        }
        return Math.max(1, longest);
    }

    /**
     * The minimiser of the cubic with these values and slopes at a and b (Nocedal and Wright, equation 3.59), or NaN.
     */
    private static double cubicMinimum(double a, double fa, double da, double b, double fb, double db) {
        double d1 = da + db - 3 * (fa - fb) / (a - b);
        double square = d1 * d1 - da * db;
        if (!(square >= 0)) {
            return Double.NaN;
        }
        double d2 = Math.copySign(Math.sqrt(square), b - a);
        return b - (b - a) * (db + d2 - d1) / (db - da + 2 * d2);
    }
}
