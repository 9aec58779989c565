package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Independent points, uniform on the parameters' scales among the feasible ones.
 *
 * <p>A finite space of up to a million points is drawn without replacement until all points are used, and then again,
 * so that the numbers of trials of two points differ by at most one; enqueued trials count. In a larger one a point is
 * repeated only if a thousand draws yield nothing new.
 *
 * <p>With a prior, points are drawn from it, where each parameter is still drawn uniformly with a probability of one
 * tenth; the first point is the most likely one.
 */
public final class RandomSearch implements Strategy {

    /** After this many draws of used or infeasible points, enumerating all points is cheaper. */
    private static final int DRAWS = 1000;

    private final VisitedConfigurations tried = new VisitedConfigurations();

    private final Prior prior;

    private RandomSearch(Prior prior) {
        this.prior = prior;
    }

    public static RandomSearch create() {
        return new RandomSearch(Prior.none());
    }

    /** The same, drawing from a prior. */
    public RandomSearch prior(Prior prior) {
        return new RandomSearch(prior);
    }

    /** It uses no losses. */
    @Override
    public boolean takesSeveralTargets() {
        return true;
    }

    /** @throws IllegalArgumentException if the prior does not fit the space */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        PriorDensity density = prior.over(space);
        if (history.size() == 0 && density.isInformative()) {
            Optional<Configuration> mode = density.mode(random);
            if (mode.isPresent()) {
                return mode.map(Proposal::of);
            }
        }
        if (Double.isInfinite(space.size())) {
            return Optional.of(Proposal.of(density.sample(random)));
        }
        synchronized (tried) {
            tried.update(space, history);
            return Optional.of(Proposal.of(fresh(space, density, random)));
        }
    }

    private Configuration fresh(SearchSpace space, PriorDensity density, RandomGenerator random) {
        for (int draw = 0; draw < DRAWS && tried.distinct() < space.size(); draw++) {
            Configuration drawn = space.decode(density.draw(random));
            if (!tried.contains(drawn) && space.isFeasible(drawn)) {
                return drawn;
            }
        }
        return tried.leastTried(space, random).orElseGet(() -> space.sample(random));
    }
}
