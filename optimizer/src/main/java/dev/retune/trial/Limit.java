package dev.retune.trial;

import dev.retune.internal.text.Numbers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a metric must satisfy: {@code latency <= 20}. A trial that violates it ranks behind every trial that
 * satisfies it.
 *
 * @param metric its name; it may be a target's
 * @param side on which side of the bound the metric must be
 * @param bound in the metric's units
 */
public record Limit(String metric, Side side, double bound) {

    /** On which side of a bound a metric must be; the bound itself satisfies the limit. */
    public enum Side {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }
    }

    private static final Pattern TEXT = Pattern.compile("(.*?)\\s*(<=|>=)\\s*(\\S+)");

    /** @throws IllegalArgumentException if the name is not valid, or the bound is not finite */
    public Limit {
        MetricValue.checkName(metric);
        if (metric.contains(Side.AT_MOST.sign) || metric.contains(Side.AT_LEAST.sign)) {
            throw new IllegalArgumentException(
                    "Metric '%s' has <= or >= in its name, so a limit cannot refer to it: give it another name"
                            .formatted(metric));
        }
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException(
                    "The limit of '%s' has the bound %s: it must be a finite number".formatted(metric, bound));
        }
        bound += 0.0; // so that -0.0 is 0
    }

    /** {@code metric <= bound} */
    public static Limit atMost(String metric, double bound) {
        return new Limit(metric, Side.AT_MOST, bound);
    }

    /** {@code metric >= bound} */
    public static Limit atLeast(String metric, double bound) {
        return new Limit(metric, Side.AT_LEAST, bound);
    }

    /** Parses what {@link #toString()} writes. @throws IllegalArgumentException if it has another form */
    public static Limit of(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a limit: it must be 'METRIC <= NUMBER' or 'METRIC >= NUMBER', such as 'latency <= 20'"
                            .formatted(text));
        }
        double bound;
        try {
            bound = Double.parseDouble(parts.group(3));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a limit: '%s' is not a number; write, for example, 'latency <= 20'"
                            .formatted(text, parts.group(3)),
                    e);
        }
        return new Limit(parts.group(1), parts.group(2).equals("<=") ? Side.AT_MOST : Side.AT_LEAST, bound);
    }

    /** By how much a value violates it, in the metric's units; 0 or less is satisfied. */
    public double violation(double value) {
        return side == Side.AT_MOST ? value - bound : bound - value;
    }

    /** {@code latency <= 20} */
    @Override
    public String toString() {
        return "%s %s %s".formatted(metric, side.sign, Numbers.text(bound));
    }
}
