package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.Numbers;

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
        if (step != 0) {
            Checks.step(name, low, high, step);
        }
        low += 0.0; // -0.0 becomes 0.0, so that equal numbers are equal values
        high += 0.0;
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
        Checks.step(name, low, high, step);
        return new RealParameter(name, low, high, scale, step);
    }

    @Override
    public double size() {
        if (step == 0) {
            return low == high ? 1 : Double.POSITIVE_INFINITY;
        }
        return grid().count();
    }

    @Override
    public Double valueOf(Object raw) {
        Check.that(raw instanceof Number, "Parameter '%s' needs a number, not %s", name, Checks.quoted(raw));
        double value = ((Number) raw).doubleValue() + 0.0;
        if (step != 0) {
            double index = Math.rint((value - low) / step);
            if (index >= 0 && index < grid().count() && isNear(value, onGrid((int) index))) {
                return onGrid((int) index); // also for an end of the range that was rounded otherwise
            }
        }
        Check.that(
                value >= low && value <= high,
                "Parameter '%s' = %s is outside [%s, %s]",
                name,
                raw,
                Numbers.text(low),
                Numbers.text(high));
        if (step == 0) {
            return value;
        }
        throw new IllegalArgumentException("Parameter '%s' = %s is not on its grid: the nearest value is %s (step %s)"
                .formatted(
                        name, raw, onGrid((int) Math.min(Math.round((value - low) / step), grid().count() - 1)), step));
    }

    private boolean isNear(double value, double onGrid) {
        return Math.abs(value - onGrid) <= Math.max(1e-6 * step, 2 * Math.ulp(onGrid));
    }

    @Override
    public Double decode(double unit) {
        return step == 0 ? scale.at(unit, low, high) : onGrid(grid().indexAt(unit));
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
        if (step == 0 && low < high) {
            throw new IllegalStateException("Parameter '" + name + "' has infinitely many values");
        }
        Checks.index(name, index, size());
        return step == 0 ? low : onGrid(index);
    }

    /** Computes in decimals, so that 0.1 * 3 is 0.3. */
    private double onGrid(int index) {
        double value = BigDecimal.valueOf(low)
                .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index)))
                .doubleValue();
        return Math.min(value, high);
    }

    private Grid grid() {
        return new Grid(low, high, step, scale);
    }
}
