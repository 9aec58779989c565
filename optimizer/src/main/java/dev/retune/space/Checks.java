package dev.retune.space;

/** The rules that every parameter keeps, with the words in which a broken one is told. */
final class Checks {

    private Checks() {}

    static void rule(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    static void name(String name) {
        rule(!name.isBlank(), "A parameter's name is blank: give it one");
        rule(name.equals(name.strip()), "Parameter '%s' has spaces around its name: remove them", name);
    }

    static void range(String name, double low, double high, Scale scale) {
        rule(
                Double.isFinite(low) && Double.isFinite(high),
                "Parameter '%s' has the range [%s, %s]: both ends must be finite",
                name,
                text(low),
                text(high));
        rule(low <= high, "Parameter '%s' has low = %s > high = %s: swap them", name, text(low), text(high));
        rule(
                scale != Scale.LOG || low > 0,
                "Parameter '%s' has a log scale with low = %s: a log scale needs low > 0",
                name,
                text(low));
        rule(
                scale != Scale.LOGIT || low > 0 && high < 1,
                "Parameter '%s' has a logit scale on [%s, %s]: a logit scale needs 0 < low and high < 1",
                name,
                text(low),
                text(high));
    }

    /** Whole numbers without a decimal point, as the user wrote them. */
    private static String text(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }

    static String quoted(Object raw) {
        return raw instanceof String ? "'" + raw + "'" : String.valueOf(raw);
    }
}
