package dev.retune.strategy.gp;

import dev.retune.space.Configuration;

import java.util.List;
import java.util.stream.IntStream;

/** What a Gaussian process believes of a study after its trials so far. Immutable. */
public final class Surrogate {

    /**
     * A belief about the loss of one configuration.
     *
     * @param median as likely too high as too low
     * @param low the loss is below it with a probability of 16 %: one standard deviation, unless others are asked for
     * @param high the loss is above it with the same probability
     */
    public record Prediction(double median, double low, double high) {}

    private final Features features;
    private final Posterior posterior;
    private final OutcomeTransform targets;

    Surrogate(Features features, Posterior posterior, OutcomeTransform targets) {
        this.features = features;
        this.posterior = posterior;
        this.targets = targets;
    }

    /**
     * The losses of configurations with the whole resource, free of noise; for a goal to maximize, of the negated values.
     *
     * @param deviations how many standard deviations the low and the high one lie away
     */
    public List<Prediction> predict(List<Configuration> configurations, double deviations) {
        if (configurations.isEmpty()) {
            return List.of();
        }
        double[][] p = posterior.predict(
                configurations.stream().map(c -> features.of(c, 1)).toArray(double[][]::new));
        return IntStream.range(0, configurations.size())
                .mapToObj(i -> {
                    double reach = deviations * Math.sqrt(p[1][i]);
                    return new Prediction(
                            targets.loss(p[0][i]), targets.loss(p[0][i] - reach), targets.loss(p[0][i] + reach));
                })
                .toList();
    }

    /** The loss of a configuration with the whole resource, free of noise; for a goal to maximize, of the negated value. */
    public Prediction predict(Configuration configuration) {
        return predict(List.of(configuration), 1).get(0);
    }
}
