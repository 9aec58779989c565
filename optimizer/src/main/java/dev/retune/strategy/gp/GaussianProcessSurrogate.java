package dev.retune.strategy.gp;

import dev.retune.space.Configuration;
import dev.retune.strategy.Surrogate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The predictions of a Gaussian process. The loss is Gaussian after a monotone transform, which preserves quantiles.
 */
record GaussianProcessSurrogate(Features features, Posterior posterior, OutcomeTransform targets) implements Surrogate {

    @Override
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
}
