package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Ranking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A {@link Prior} over a space: a density on the unit cube, relative to the uniform distribution. It is a product over
 * the active parameters.
 */
public final class PriorDensity {

    /** After this many infeasible draws the prior is ignored. */
    private static final int DRAWS = 1000;

    /** β of Hvarfner et al. (2022), who derive it from the budget; their value for 100 trials. */
    private static final double CONFIDENCE = 10;

    /** With fewer trials the prior is not refuted. */
    private static final int FEW = 4;
    /** Below this weight the prior is ignored. */
    private static final int LAST = 500;

    private final SearchSpace space;
    private final List<ParameterPrior> beliefs;
    private final Map<String, Number> values;
    private final boolean isInformative;

    /** @param values the most likely values of numeric parameters, by name */
    PriorDensity(SearchSpace space, List<ParameterPrior> beliefs, Map<String, Number> values) {
        this.space = space;
        this.values = values;
        this.beliefs = beliefs;
        this.isInformative = beliefs.stream().anyMatch(b -> !(b instanceof ParameterPrior.Uniform));
    }

    /** Whether it is not uniform. */
    public boolean isInformative() {
        return isInformative;
    }

    /**
     * Its exponent after n trials: β/n, less if the trials refute it. It is refuted as far as the best quarter of the
     * trials is less probable a priori than the others: as far as the probability that one of the former has a higher
     * density than one of the latter is below one half.
     */
    public double weight(History history) {
        if (!isInformative || history.size() > LAST) {
            return 0;
        }
        double resource = history.modelResource(FEW);
        double[] logs = history.trials().stream()
                .filter(t -> t.outcome().isPresent())
                .filter(t -> !history.resource().isFidelity() || t.resource() == resource)
                .sorted(Ranking.BEST_FIRST)
                .mapToDouble(t -> log(t.configuration().encode()))
                .toArray();
        double trust = logs.length < FEW ? 1 : Math.min(1, 2 * chance(logs, (logs.length + 3) / 4));
        return trust * CONFIDENCE / Math.max(history.size(), 1);
    }

    /** The probability that one of the first {@code count} values is larger than one of the others. */
    private static double chance(double[] values, int count) {
        double larger = 0;
        for (int i = 0; i < count; i++) {
            for (int j = count; j < values.length; j++) {
                larger += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
            }
        }
        return larger / (count * (values.length - count));
    }

    /** The logarithm at a point of the unit cube. @param unit coordinates, NaN where inactive */
    public double log(double[] unit) {
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += Double.isNaN(unit[i]) ? 0 : beliefs.get(i).log(unit[i]);
        }
        return sum;
    }

    /** The logarithm of the factor of one parameter, at a position of its unit interval. */
    public double log(int parameter, double u) {
        return beliefs.get(parameter).log(u);
    }

    /** The derivative of {@link #log(int, double)}. */
    public double slope(int parameter, double u) {
        return beliefs.get(parameter).slope(u);
    }

    /** A point of the unit cube. */
    double[] draw(RandomGenerator random) {
        return point(b -> b.draw(random));
    }

    /** Draws a feasible point, unless the prior and the constraints have too little in common. */
    public Configuration sample(RandomGenerator random) {
        if (!isInformative) {
            return space.sample(random);
        }
        for (int i = 0; i < DRAWS; i++) {
            Configuration drawn = space.decode(draw(random));
            if (space.isFeasible(drawn)) {
                return drawn;
            }
        }
        return space.sample(random);
    }

    /** The most likely point, random where the prior is uniform; empty if it is infeasible. */
    Optional<Configuration> mode(RandomGenerator random) {
        Configuration near = space.decode(point(b -> b.mode(random)));
        Map<String, Object> exact = near.toMap();
        exact.replaceAll((name, value) -> values.containsKey(name) ? values.get(name) : value);
        return space.isFeasible(near) ? Optional.of(space.configuration(exact)) : Optional.empty();
    }

    private double[] point(ToDoubleFunction<ParameterPrior> coordinate) {
        return beliefs.stream().mapToDouble(coordinate).toArray();
    }
}
