package dev.retune.strategy;

import dev.retune.space.Configuration;

import java.util.List;

/** A model's predictions of losses, after the trials of a study so far. Immutable. */
public interface Surrogate {

    /**
     * A prediction of the loss of one configuration, by quantiles, since a model may not be Gaussian in the loss
     * itself.
     *
     * @param median the loss is above and below it with equal probability
     * @param low the loss is below it with a probability of 16 %: one standard deviation of a Gaussian, unless others
     *     are asked for
     * @param high the loss is above it with the same probability
     */
    record Prediction(double median, double low, double high) {}

    /**
     * The losses of configurations with the whole resource, free of noise; for a goal to maximize, of the negated
     * values.
     *
     * @param deviations how many standard deviations of a Gaussian the low and the high one lie away
     */
    List<Prediction> predict(List<Configuration> configurations, double deviations);

    /**
     * The loss of a configuration with the whole resource, free of noise; for a goal to maximize, of the negated value.
     */
    default Prediction predict(Configuration configuration) {
        return predict(List.of(configuration), 1).get(0);
    }
}
