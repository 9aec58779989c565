package dev.retune.trial;

/**
 * A metric that a study minimizes or maximizes: {@code maximize accuracy}.
 *
 * @param metric its name
 * @param direction which values are better
 */
public record Target(String metric, Direction direction) {

    /**
     * @throws IllegalArgumentException if the name is blank, begins or ends with a space, or contains a control
     *     character
     */
    public Target {
        MetricValue.checkName(metric);
    }

    /** Minimizes this metric. */
    public static Target minimize(String metric) {
        return new Target(metric, Direction.MINIMIZE);
    }

    /** Maximizes this metric. */
    public static Target maximize(String metric) {
        return new Target(metric, Direction.MAXIMIZE);
    }

    /** A target with the default metric name: {@value MetricValue#UNNAMED}. */
    public static Target unnamed(Direction direction) {
        return new Target(MetricValue.UNNAMED, direction);
    }

    /** Parses what {@link #toString()} writes. @throws IllegalArgumentException if it has another form */
    public static Target of(String text) {
        String[] words = text.strip().split("\\s+", 2);
        boolean known = words[0].equalsIgnoreCase("minimize") || words[0].equalsIgnoreCase("maximize");
        if (!known || words.length < 2) {
            throw new IllegalArgumentException(
                    "'%s' is not a target: it must be 'maximize METRIC' or 'minimize METRIC'".formatted(text));
        }
        return new Target(words[1], Direction.of(words[0]));
    }

    boolean isUnnamed() {
        return metric.equals(MetricValue.UNNAMED);
    }

    /** {@code maximize accuracy} */
    @Override
    public String toString() {
        return direction.word() + " " + metric;
    }
}
