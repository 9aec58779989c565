package dev.retune.strategy;

import dev.retune.space.Configuration;

import java.util.List;

/** A model's predictions after a study's trials so far. Immutable. */
public interface Surrogate {

    /**
     * A prediction of the loss of one configuration, by quantiles, since a model may not be Gaussian in the loss
     * itself.
     *
     * @param median the median
     * @param low the quantile of 16 %: one standard deviation of a Gaussian below the mean, unless another distance is
     *     requested
     * @param high the quantile of 84 %, likewise
     */
    record Prediction(double median, double low, double high) {}

    /**
     * The losses of configurations with the whole resource, free of noise; for a goal to maximize, of the negated
     * values.
     *
     * @param deviations the distance of the low and the high quantile from the median, in standard deviations of a
     *     Gaussian
     */
    List<Prediction> predict(List<Configuration> configurations, double deviations);

    /**
     * The loss of a configuration with the whole resource, free of noise; for a goal to maximize, of the negated value.
     */
    default Prediction predict(Configuration configuration) {
        return predict(List.of(configuration), 1).get(0);
    }
}
