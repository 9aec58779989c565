package dev.retune.space;

import java.math.BigDecimal;

/**
 * A real number in {@code [low, high]}, both ends included.
 *
 * @param step the distance between allowed values, counted from {@code low}; 0 if every value is allowed
 */
public record RealParameter(String name, double low, double high, Scale scale, double step)
        implements Parameter<Double> {

    public RealParameter {
        Checks.name(name);
        Checks.range(name, low, high, scale);
        Checks.rule(
                step >= 0 && step <= high - low || step == 0,
                "Parameter '%s' has step %s: it must lie above 0 and be no more than high - low = %s",
                name,
                step,
                high - low);
    }

    /** The same range on a logarithmic scale. @throws IllegalArgumentException if {@code low <= 0} */
    public RealParameter log() {
        return new RealParameter(name, low, high, Scale.LOG, step);
    }

    /** The same range on a logit scale. @throws IllegalArgumentException unless {@code 0 < low} and {@code high < 1} */
    public RealParameter logit() {
        return new RealParameter(name, low, high, Scale.LOGIT, step);
    }

    /** Only {@code low}, {@code low + step}, ... */
    public RealParameter step(double step) {
        Checks.rule(step > 0, "Parameter '%s' has step %s: a step must be above 0", name, step);
        return new RealParameter(name, low, high, scale, step);
    }

    @Override
    public double size() {
        if (low == high) {
            return 1;
        }
        return step == 0 ? Double.POSITIVE_INFINITY : grid().count();
    }

    @Override
    public Double valueOf(Object raw) {
        Checks.rule(raw instanceof Number, "Parameter '%s' needs a number, not %s", name, Checks.quoted(raw));
        double value = ((Number) raw).doubleValue();
        Checks.rule(value >= low && value <= high, "Parameter '%s' = %s is outside [%s, %s]", name, raw, low, high);
        if (step == 0) {
            return value;
        }
        double onGrid = valueAt((int) Math.round((value - low) / step));
        Checks.rule(
                Math.abs(onGrid - value) <= 1e-9 * step,
                "Parameter '%s' = %s is not on its grid: the nearest value is %s (step %s)",
                name,
                raw,
                onGrid,
                step);
        return onGrid;
    }

    @Override
    public Double decode(double unit) {
        return step == 0 || low == high ? (Double) scale.at(unit, low, high) : valueAt((int) grid().indexAt(unit));
    }

    @Override
    public double encode(Double value) {
        if (low == high) {
            return 0.5;
        }
        return step == 0 ? scale.position(value, low, high) : grid().position(Math.round((value - low) / step));
    }

    @Override
    public Double valueAt(int index) {
        if (low == high) {
            return low;
        }
        if (step == 0) {
            throw new IllegalStateException("Parameter '" + name + "' has infinitely many values");
        }
        // decimal arithmetic, so that 0.1 * 3 reads 0.3
        return BigDecimal.valueOf(low)
                .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index)))
                .doubleValue();
    }

    private Grid grid() {
        return new Grid(low, high, step, scale);
    }
}
