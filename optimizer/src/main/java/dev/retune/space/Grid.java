package dev.retune.space;

/**
 * The equally spaced values {@code low, low + step, ...} up to {@code high} on a scale. Each value covers half a step
 * on both sides, so that the unit interval is divided without gaps.
 */
record Grid(double low, double high, double step, Scale scale) {

    /** The number of values. */
    long count() {
        double steps = (high - low) / step;
        double nearest = Math.rint(steps);
        return (long) (Math.abs(steps - nearest) <= tolerance(low, high, step) ? nearest : Math.floor(steps)) + 1;
    }

    /**
     * By how many steps a number of steps may be wrong, because the ends and the step are decimal numbers that were
     * rounded to binary ones.
     */
    static double tolerance(double low, double high, double step) {
        return Math.min(1e-9 + 2 * (Math.ulp(low) + Math.ulp(high)) / step, 0.25);
    }

    /** The lower end of the lowest value's interval; half-way to 0 if the scale ends at 0. */
    private double lowerEdge() {
        return scale == Scale.LINEAR ? low - step / 2 : Math.max(low - step / 2, low / 2);
    }

    private double upperEdge(long count) {
        double last = low + (count - 1) * step;
        return scale == Scale.LOGIT ? Math.min(last + step / 2, (1 + last) / 2) : last + step / 2;
    }

    /** The index of the value that covers a position. */
    int indexAt(double unit) {
        long count = count();
        double x = scale.at(unit, lowerEdge(), upperEdge(count));
        return (int) Math.min(Math.max(Math.round((x - low) / step), 0), count - 1);
    }

    /** The position of the value at {@code index}. */
    double position(long index) {
        return scale.position(low + index * step, lowerEdge(), upperEdge(count()));
    }
}
