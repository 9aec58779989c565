package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Independent points, uniform on the parameters' scales among those that keep the constraints.
 *
 * <p>A finite space of up to a million points is drawn without repeats until all of them are used, and then starts
 * over, so that no point is ever two ahead of another; trials that were enqueued count. A larger one repeats a point
 * only when a thousand draws find nothing new.
 *
 * <p>With a prior, points are drawn from that instead, one in ten a parameter still uniformly; the first is the most
 * likely.
 */
public final class RandomSearch implements Strategy {

    /** After so many draws of used or infeasible points, looking at all points is cheaper. */
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

    /** It looks at no loss. */
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
