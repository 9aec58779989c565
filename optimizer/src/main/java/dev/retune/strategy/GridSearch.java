package dev.retune.strategy;

import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes every combination of a few values of each parameter once. A numeric parameter has a limited number of
 * levels, at equal distances on its scale and including both ends; choices, and whole numbers on which other parameters
 * depend, have all their values. Inactive parameters do not multiply the combinations, and infeasible combinations are
 * left out.
 *
 * <p>The order is a seeded shuffle: whenever the search stops, the evaluated points are a uniform sample of the whole
 * grid.
 */
public final class GridSearch implements Strategy {

    private final int levels;
    private final long seed;
    private final VisitedConfigurations tried = new VisitedConfigurations();
    private @Nullable GridPoints points;
    private int next; // all points before this one were proposed

    private GridSearch(int levels, long seed) {
        if (levels < 1) {
            throw new IllegalArgumentException("A grid has %d levels: it needs at least 1".formatted(levels));
        }
        this.levels = levels;
        this.seed = seed;
    }

    /**
     * A grid of at most 100,000 points; a larger one is rejected at the first proposal.
     *
     * @param levels the largest number of values of a numeric parameter, at least 1
     * @param seed of the order, such as the study's
     */
    public static GridSearch of(int levels, long seed) {
        return new GridSearch(levels, seed);
    }

    /** It uses no losses. */
    @Override
    public boolean takesSeveralTargets() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the grid has more than 100,000 points
     */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        synchronized (tried) {
            GridPoints grid = points;
            if (grid == null || !grid.space().equals(space)) {
                grid = GridPoints.of(space, levels, seed);
                points = grid;
            }
            if (!tried.update(space, history)) {
                next = 0;
            }
            while (next < grid.points().size() && tried.contains(grid.points().get(next))) {
                next++;
            }
            return next < grid.points().size()
                    ? Optional.of(Proposal.of(grid.points().get(next)))
                    : Optional.empty();
        }
    }
}
