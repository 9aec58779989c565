package dev.retune.strategy;

import dev.retune.internal.numerics.Sobol;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Scrambled Sobol points, which fill the space more evenly than independent ones: each proposal is the first point of
 * the sequence that keeps the constraints and was not tried yet. So infeasible points are skipped, and what a user
 * enqueued takes no point away.
 *
 * <p>The sequence belongs to the strategy, not to a trial: its scramble comes from the seed given here. Where the
 * sequence finds nothing new, as in a finite space that is used up, the choice is random among the points tried least.
 */
public final class QuasiRandomSearch implements Strategy {

    /**
     * How many points of the sequence a trial may use up: more only if the constraints leave less than a thousandth.
     */
    private static final int POINTS_PER_TRIAL = 1000;
    /** By then the sequence has met next to every point of a finite space. */
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

    /** It looks at no loss. */
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
