package dev.retune.strategy;

import dev.retune.internal.numerics.Sobol;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Scrambled Sobol points, which fill the space more evenly than independent ones: each proposal is the first feasible
 * point of the sequence that was not tried yet. Infeasible points are skipped, and enqueued trials use up no point.
 *
 * <p>The sequence belongs to the strategy, not to a trial: its scramble comes from the seed given here. If the sequence
 * has no new point, as in an exhausted finite space, the choice is random among the least tried points.
 */
public final class QuasiRandomSearch implements Strategy {

    /**
     * The largest number of points of the sequence per trial; a trial needs more only if less than a thousandth of the
     * space is feasible.
     */
    private static final int POINTS_PER_TRIAL = 1000;
    /** After this many points the sequence has reached almost every point of a finite space. */
    private static final int ROUNDS = 20;

    private final long seed;
    private final VisitedConfigurations tried = new VisitedConfigurations();
    private @Nullable Sobol sequence;
    private long next; // all points before this one were tried or are infeasible

    private QuasiRandomSearch(long seed) {
        this.seed = seed;
    }

    /** The sequence of a seed, such as the study's. */
    public static QuasiRandomSearch of(long seed) {
        return new QuasiRandomSearch(seed);
    }

    /** It uses no losses. */
    @Override
    public boolean takesSeveralTargets() {
        return true;
    }

    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        synchronized (tried) {
            Sobol points = sequence;
            if (!tried.update(space, history) || points == null) {
                points = Sobol.of(space.parameters().size(), seed);
                sequence = points;
                next = 0;
            }
            double end = Math.min(POINTS_PER_TRIAL * (history.size() + 1.0), ROUNDS * space.size());
            for (; next < end; next++) {
                Configuration point = space.decode(points.point(next));
                if (!tried.contains(point) && space.isFeasible(point)) {
                    return Optional.of(Proposal.of(point));
                }
            }
            return Optional.of(Proposal.of(tried.leastTried(space, random).orElseGet(() -> space.sample(random))));
        }
    }
}
