package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Independent points, uniform on the parameters' scales among those that keep the constraints.
 *
 * <p>A finite space of up to a million points is drawn without repeats until all of them are used, and then starts over, so
 * that no point is ever two ahead of another; trials that were enqueued count. A larger one repeats a point only when a
 * thousand draws find nothing new.
 */
public final class RandomSearch implements Strategy {

    /** After so many draws of used or infeasible points, looking at all points is cheaper. */
    private static final int DRAWS = 1000;

    private final Tried tried = new Tried();

    private RandomSearch() {}

    public static RandomSearch create() {
        return new RandomSearch();
    }

    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        if (Double.isInfinite(space.size())) {
            return Optional.of(Proposal.of(space.sample(random)));
        }
        synchronized (tried) {
            tried.update(space, history);
            return Optional.of(Proposal.of(fresh(space, random)));
        }
    }

    private Configuration fresh(SearchSpace space, RandomGenerator random) {
        double[] unit = new double[space.parameters().size()];
        for (int draw = 0; draw < DRAWS && tried.distinct() < space.size(); draw++) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = random.nextDouble();
            }
            Configuration drawn = space.decode(unit);
            if (!tried.contains(drawn) && space.isFeasible(drawn)) {
                return drawn;
            }
        }
        return tried.leastTried(space, random).orElseGet(() -> space.sample(random));
    }
}
