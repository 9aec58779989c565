package dev.retune.strategy.gp;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The points before there is a model: each is that of some random points which is the farthest from all earlier ones
 * (Mitchell 1991).
 */
final class InitialDesign {

    private static final int CANDIDATES = 100;

    private InitialDesign() {}

    static Optional<Configuration> propose(Features features, History history, RandomGenerator random) {
        SearchSpace space = features.space();
        List<double[]> taken = history.trials().stream()
                .map(t -> features.of(t.configuration(), 1))
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Optional<Configuration> chosen = Optional.empty();
        double farthest = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            Configuration candidate = space.sample(random);
            double[] row = features.of(candidate, 1);
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] other : taken) {
                double distance = 0;
                for (int c = 0; c < row.length; c++) {
                    distance += (row[c] - other[c]) * (row[c] - other[c]);
                }
                nearest = Math.min(nearest, distance);
            }
            if (nearest > farthest) {
                farthest = nearest;
                chosen = Optional.of(candidate);
            }
        }
        return chosen;
    }
}
