package dev.retune.strategy.evolution;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One population after another: BIPOP (Hansen 2009, "Benchmarking a BI-population CMA-ES on the BBOB-2009 function
 * testbed"). When a population has converged, either one of twice the last large size starts, or a small one with a
 * small step: the regime that has used fewer trials.
 */
final class Evolution {

    /** The initial standard deviation, relative to the range. */
    private static final double SIGMA = 0.3;

    private final SearchSpace space;
    private final int lambda;
    private Population population;
    private int large;
    private boolean isSmall;
    private int trialsOfLarge;
    private int trialsOfSmall;
    private final List<TrialRecord> learnt = new ArrayList<>();
    private final List<Double> bests = new ArrayList<>(); // a generation's smallest loss, in this population

    Evolution(SearchSpace space) {
        this.space = space;
        lambda = Population.defaultLambda(space);
        large = lambda;
        double[] middle = new double[space.parameters().size()];
        Arrays.fill(middle, 0.5);
        population = new Population(space, middle, SIGMA, lambda);
    }

    /** Whether these trials begin with those that were learnt from. */
    boolean leadsTo(SearchSpace space, List<TrialRecord> ended) {
        if (!space.equals(this.space) || ended.size() < learnt.size()) {
            return false;
        }
        for (int i = 0; i < learnt.size(); i++) {
            TrialRecord now = ended.get(i);
            TrialRecord then = learnt.get(i);
            boolean isSame = now == then
                    || now.number() == then.number()
                            && now.outcome().equals(then.outcome())
                            && now.configuration().equals(then.configuration());
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    /** Learns from the generations that these trials complete, all trials since the start of the evolution. */
    void learn(List<TrialRecord> ended) {
        while (ended.size() - learnt.size() >= population.lambda()) {
            List<TrialRecord> generation = ended.subList(learnt.size(), learnt.size() + population.lambda());
            learnt.addAll(generation);
            close(generation);
        }
    }

    Configuration draw(RandomGenerator random) {
        return population.draw(random);
    }

    private void close(List<TrialRecord> generation) {
        List<TrialRecord> best = generation.stream().sorted(Ranking.BEST_FIRST).toList();
        population.update(best);
        bests.add(best.get(0).value());
        if (isSmall) {
            trialsOfSmall += generation.size();
        } else {
            trialsOfLarge += generation.size();
        }
        if (population.isSpent() || isStagnant()) {
            TrialRecord last = best.get(0);
            long seed = Double.doubleToLongBits(last.value());
            restart(Randomness.derive(seed, last.number(), "restart"));
        }
    }

    /** TolHistFun: the best of the last generations do not differ, as far as they did not fail. */
    private boolean isStagnant() {
        int window = 10 + (int) Math.ceil(30.0 * space.parameters().size() / population.lambda());
        if (bests.size() < window) {
            return false;
        }
        double[] last = bests.subList(bests.size() - window, bests.size()).stream()
                .mapToDouble(v -> v)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double low = Arrays.stream(last).min().orElse(0);
        double high = Arrays.stream(last).max().orElse(0);
        return !(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)));
    }

    private void restart(RandomGenerator random) {
        double[] start = random.doubles(space.parameters().size()).toArray();
        isSmall = trialsOfSmall < trialsOfLarge;
        bests.clear();
        if (isSmall) {
            double u = random.nextDouble();
            int size = (int) (lambda * Math.pow(0.5 * large / lambda, u * u));
            double sigma = SIGMA * Math.pow(10, -2 * random.nextDouble());
            population = new Population(space, start, sigma, Math.max(size, lambda));
        } else {
            large *= 2;
            population = new Population(space, start, SIGMA, large);
        }
    }
}
