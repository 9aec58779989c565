package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.Numbers;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * An integer in {@code [low, high]}, both ends included.
 *
 * @param step the distance between allowed values, counted from {@code low}; 1 if every value is allowed
 */
public record IntParameter(String name, int low, int high, Scale scale, int step) implements Parameter<Integer> {

    private static final int MOST_PARENT_VALUES = 10_000;

    public IntParameter {
        Checks.name(name);
        Check.that(
                scale != Scale.LOGIT,
                "Parameter '%s' is a whole number: it cannot have a logit scale; use a real parameter",
                name);
        Checks.range(name, low, high, scale);
        if (step != 1 || high > low) {
            Checks.step(name, low, high, step);
        }
    }

    /** The same range on a logarithmic scale. @throws IllegalArgumentException if {@code low < 1} */
    public IntParameter log() {
        return new IntParameter(name, low, high, Scale.LOG, step);
    }

    /** Only {@code low}, {@code low + step}, ... */
    public IntParameter step(int step) {
        return new IntParameter(name, low, high, scale, step);
    }

    /** The condition that this parameter has one of the values. */
    public Condition in(Integer... values) {
        return new Condition(this, List.of(values));
    }

    /** The condition that this parameter has the value. */
    public Condition is(int value) {
        return new Condition(this, List.of(value));
    }

    /**
     * Active where this parameter is {@code value} or more, for example the units of a second layer where
     * {@code layers >= 2}.
     */
    public Condition atLeast(int value) {
        return new Condition(this, values(v -> v >= value));
    }

    /** The condition that this parameter is {@code value} or less. */
    public Condition atMost(int value) {
        return new Condition(this, values(v -> v <= value));
    }

    private List<Integer> values(IntPredicate which) {
        Check.that(
                size() <= MOST_PARENT_VALUES,
                "Parameter '%s' has %s values: a condition needs a parent with at most %s",
                name,
                Numbers.text(size()),
                MOST_PARENT_VALUES);
        return IntStream.range(0, (int) size())
                .map(this::onGrid)
                .filter(which)
                .boxed()
                .toList();
    }

    @Override
    public double size() {
        return grid().count();
    }

    @Override
    public Integer valueOf(Object raw) {
        Check.that(
                raw instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue()),
                "Parameter '%s' needs a whole number, not %s",
                name,
                Checks.quoted(raw));
        double value = ((Number) raw).doubleValue();
        Check.that(value >= low && value <= high, "Parameter '%s' = %s is outside [%s, %s]", name, raw, low, high);
        Check.that(
                ((long) value - low) % step == 0,
                "Parameter '%s' = %s is not on its grid: the step from %s is %s",
                name,
                raw,
                low,
                step);
        return (int) value;
    }

    @Override
    public Integer decode(double unit) {
        return onGrid(grid().indexAt(unit));
    }

    @Override
    public double encode(Integer value) {
        return grid().position(((long) value - low) / step);
    }

    @Override
    public Integer valueAt(int index) {
        Checks.index(name, index, size());
        return onGrid(index);
    }

    private int onGrid(int index) {
        return (int) (low + (long) index * step);
    }

    private Grid grid() {
        return new Grid(low, high, step, scale);
    }
}
