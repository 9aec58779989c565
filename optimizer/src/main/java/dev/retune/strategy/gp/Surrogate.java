package dev.retune.strategy.gp;

import dev.retune.space.Configuration;

/** What a Gaussian process believes of a study after its trials so far. Immutable. */
public final class Surrogate {

    /**
     * A belief about the loss of one configuration.
     *
     * @param median as likely too high as too low
     * @param low the loss is below it with a probability of 16 %: one standard deviation
     * @param high the loss is above it with a probability of 16 %
     */
    public record Prediction(double median, double low, double high) {}

    private final Features features;
    private final Posterior posterior;
    private final Targets targets;

    Surrogate(Features features, Posterior posterior, Targets targets) {
        this.features = features;
        this.posterior = posterior;
        this.targets = targets;
    }

    /** The loss of a configuration with the whole resource, free of noise; for a goal to maximize, of the negated value. */
    public Prediction predict(Configuration configuration) {
        double[][] p = posterior.predict(new double[][] {features.of(configuration, 1)});
        double mean = p[0][0];
        double deviation = Math.sqrt(p[1][0]);
        return new Prediction(targets.loss(mean), targets.loss(mean - deviation), targets.loss(mean + deviation));
    }
}
