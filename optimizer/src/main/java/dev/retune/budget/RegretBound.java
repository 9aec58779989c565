package dev.retune.budget;

import dev.retune.internal.numerics.Randomness;
import dev.retune.internal.numerics.UnitInterval;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Surrogate;
import dev.retune.strategy.Surrogate.Prediction;
import dev.retune.strategy.SurrogateModel;
import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An upper bound of the regret of the best trial: min over the trials of μ + κσ, minus min over the space of μ − κσ
 * (Makarova et al. 2022, equation 2), with κ² = β_t = (2/5) log(d t² π² / (6δ)), δ = 0.1, after t trials in d
 * dimensions (the practical form of Srinivas et al. 2010, section 6).
 */
final class RegretBound {

    /** With fewer trials, the model is overconfident. */
    private static final int LEAST_TRIALS = 20;

    private static final double DELTA = 0.1;
    private static final int POOL = 500;
    private static final int CENTERS = 10;
    private static final int NEIGHBOURS = 20;
    /** The distance of neighbours in the unit cube, by round. */
    private static final double[] REACHES = {0.2, 0.05, 0.01};

    private final SurrogateModel model;

    RegretBound(SurrogateModel model) {
        this.model = model;
    }

    /**
     * The result.
     *
     * @param regret the bound, 0 or more
     * @param contrast by how much the median of random configurations is worse than the best trial, according to the
     *     model
     */
    record Found(double regret, double contrast) {}

    private record Candidate(Configuration configuration, double low) {}

    /** The bound after these trials; empty if there are too few. */
    Optional<Found> after(SearchSpace space, History history) {
        double whole = history.resource().max();
        List<Configuration> sound = history.trials().stream()
                .filter(trial -> Ranking.isFeasible(trial) && trial.resource() >= whole)
                .map(TrialRecord::configuration)
                .distinct()
                .toList();
        return sound.size() < LEAST_TRIALS
                ? Optional.empty()
                : model.surrogate(space, history).map(surrogate -> found(surrogate, space, sound));
    }

    private static Found found(Surrogate surrogate, SearchSpace space, List<Configuration> sound) {
        double t = sound.size();
        double d = space.parameters().size();
        double kappa = Math.sqrt(2.0 / 5 * Math.log(d * t * t * Math.PI * Math.PI / (6 * DELTA)));
        RandomGenerator random = Randomness.derive(sound.size(), 0, "regret bound");
        List<Configuration> anywhere =
                Stream.generate(() -> space.sample(random)).limit(POOL).toList();
        List<Prediction> trials = surrogate.predict(sound, kappa);
        double high = trials.stream().mapToDouble(Prediction::high).min().orElseThrow();
        double best = trials.stream().mapToDouble(Prediction::median).min().orElseThrow();
        double[] typical = surrogate.predict(anywhere, kappa).stream()
                .mapToDouble(Prediction::median)
                .sorted()
                .toArray();
        List<Configuration> pool =
                Stream.concat(sound.stream(), anywhere.stream()).toList();
        return new Found(Math.max(0, high - lowest(surrogate, space, pool, kappa, random)), typical[POOL / 2] - best);
    }

    /**
     * The smallest lower confidence bound in the space, searched first in the pool and then among neighbours of its
     * best.
     */
    private static double lowest(
            Surrogate surrogate, SearchSpace space, List<Configuration> pool, double kappa, RandomGenerator random) {
        List<Candidate> best = best(surrogate, pool, kappa, List.of());
        for (double reach : REACHES) {
            List<Configuration> neighbours = best.stream()
                    .flatMap(c -> IntStream.range(0, NEIGHBOURS)
                            .mapToObj(i -> neighbour(space, c.configuration(), reach, random))
                            .flatMap(Optional::stream))
                    .toList();
            best = best(surrogate, neighbours, kappa, best);
        }
        return best.get(0).low();
    }

    private static List<Candidate> best(
            Surrogate surrogate, List<Configuration> more, double kappa, List<Candidate> before) {
        List<Prediction> predictions = surrogate.predict(more, kappa);
        List<Candidate> all = new ArrayList<>(before);
        for (int i = 0; i < more.size(); i++) {
            all.add(new Candidate(more.get(i), predictions.get(i).low()));
        }
        all.sort(Comparator.comparingDouble(Candidate::low));
        return List.copyOf(all.subList(0, Math.min(CENTERS, all.size())));
    }

    /** A neighbouring configuration; empty if it violates a constraint. */
    private static Optional<Configuration> neighbour(
            SearchSpace space, Configuration center, double reach, RandomGenerator random) {
        double[] unit = center.encode();
        for (int i = 0; i < unit.length; i++) {
            double moved = unit[i] + reach * random.nextGaussian();
            boolean jumps = Double.isNaN(moved) || random.nextDouble() < reach;
            unit[i] = jumps ? random.nextDouble() : UnitInterval.clamp(moved);
        }
        Configuration configuration = space.decode(unit);
        return space.isFeasible(configuration) ? Optional.of(configuration) : Optional.empty();
    }
}
