package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.Numbers;

/** The rules that every parameter must satisfy, and the messages for violations. */
final class Checks {

    private Checks() {}

    static void name(String name) {
        Check.that(!name.isBlank(), "A parameter's name is blank: give it one");
        Check.that(name.equals(name.strip()), "Parameter '%s' has spaces around its name: remove them", name);
    }

    static void range(String name, double low, double high, Scale scale) {
        Check.that(
                Double.isFinite(low) && Double.isFinite(high),
                "Parameter '%s' has the range [%s, %s]: both ends must be finite",
                name,
                Numbers.text(low),
                Numbers.text(high));
        Check.that(
                Double.isFinite(high - low),
                "Parameter '%s' has the range [%s, %s]: it is too wide for a double",
                name,
                Numbers.text(low),
                Numbers.text(high));
        Check.that(
                low <= high,
                "Parameter '%s' has low = %s > high = %s: swap them",
                name,
                Numbers.text(low),
                Numbers.text(high));
        Check.that(
                scale != Scale.LOG || low > 0,
                "Parameter '%s' has a log scale with low = %s: a log scale needs low > 0",
                name,
                Numbers.text(low));
        Check.that(
                scale != Scale.LOGIT || (low > 0 && high < 1),
                "Parameter '%s' has a logit scale on [%s, %s]: a logit scale needs 0 < low and high < 1",
                name,
                Numbers.text(low),
                Numbers.text(high));
    }

    /** A step must fit into the range, and the number of values must fit into an int. */
    static void step(String name, double low, double high, double step) {
        Check.that(
                step > 0 && (high - low) / step >= 1 - Grid.tolerance(low, high, step), // 0.3 - 0.1 < 0.2
                "Parameter '%s' has step %s: it must lie above 0 and be no more than high - low = %s",
                name,
                Numbers.text(step),
                Numbers.text(high - low));
        Check.that(
                (high - low) / step < Integer.MAX_VALUE,
                "Parameter '%s' has step %s on [%s, %s]: that makes more than %,d values, make it larger",
                name,
                Numbers.text(step),
                Numbers.text(low),
                Numbers.text(high),
                Integer.MAX_VALUE);
    }

    static void index(String name, int index, double size) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "Parameter '%s' has no value at index %d: it has %s".formatted(name, index, Numbers.text(size)));
        }
    }

    static String quoted(Object raw) {
        return raw instanceof String ? "'" + raw + "'" : String.valueOf(raw);
    }
}
