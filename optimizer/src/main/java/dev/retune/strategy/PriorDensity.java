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
 * the parameters; inactive ones do not count.
 */
public final class PriorDensity {

    /** After so many draws that break a constraint, the prior is given up. */
    private static final int DRAWS = 1000;

    /** β of Hvarfner et al. (2022), which they relate to the budget; theirs for 100 trials. */
    private static final double CONFIDENCE = 10;

    /** Fewer trials refute nothing. */
    private static final int FEW = 4;
    /** Then it does not count any more. */
    private static final int LAST = 500;

    private final SearchSpace space;
    private final List<ParameterPrior> beliefs;
    private final Map<String, Number> values;
    private final boolean isInformative;

    /** @param values the most likely ones of numbers, by name */
    PriorDensity(SearchSpace space, List<ParameterPrior> beliefs, Map<String, Number> values) {
        this.space = space;
        this.values = values;
        this.beliefs = beliefs;
        this.isInformative = beliefs.stream().anyMatch(b -> !(b instanceof ParameterPrior.Uniform));
    }

    /** Whether it says anything. */
    public boolean isInformative() {
        return isInformative;
    }

    /**
     * The power with which it counts after n trials: β/n, less where it is refuted. It is believed as far as the best
     * quarter of the trials do not lie where it says they should not: as far as the chance that one of them is more
     * probable a priori than one of the others is at least even.
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

    /** That one of the first {@code count} values is larger than one of the others. */
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

    /** Draws one that keeps the constraints, as long as the prior and they have something in common. */
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

    /** What is most likely, random where nothing is known; nothing if that breaks a constraint. */
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
