package dev.retune.trial;

/**
 * An intermediate value of a trial.
 *
 * @param step the step, such as the epoch; 1 or more, ascending within a trial
 * @param metric name of the metric
 * @param value the metric's value there
 */
public record Report(int step, String metric, double value) {

    public Report {
        if (step < 1) {
            throw new IllegalArgumentException("A report has step %d: steps count from 1".formatted(step));
        }
    }

    /** In a study with one target. */
    public Report(int step, double value) {
        this(step, MetricValue.UNNAMED, value);
    }
}
