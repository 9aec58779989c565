package dev.retune.strategy.evolution;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The covariance matrix adaptation evolution strategy (Hansen 2016, arXiv 1604.00772) with restarts (BIPOP, Hansen
 * 2009), with a margin for whole numbers and ordered choices (Hamano et al. 2022, arXiv 2205.13482), and with
 * probabilities that follow the better half for other choices. For large budgets of cheap trials, where parameters
 * interact.
 *
 * <p>The strategy has no state: the ended trials, in the order of their numbers, form generations of λ trials, from
 * which the distribution is computed. So other trials count like its own, running trials are left out until they end,
 * and a late result is inserted at its number. Pruned trials rank after completed ones, failed ones last. If trials
 * differ in their resource, those of the largest resource with enough trials count.
 *
 * <p>Inactive parameters are ignored, and their distributions do not change. A configuration is not proposed twice
 * while there are new ones.
 */
public final class CmaEsSearch implements Strategy {

    /** After this many draws that were tried or are infeasible, a random point is proposed. */
    private static final int DRAWS = 200;

    private final Strategy fresh = RandomSearch.create();
    private @Nullable Evolution last; // guarded by this

    private CmaEsSearch() {}

    public static CmaEsSearch create() {
        return new CmaEsSearch();
    }

    @Override
    public synchronized Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        Evolution evolution = replay(space, history);
        Set<Configuration> tried = history.configurations();
        for (int draw = 0; draw < DRAWS && tried.size() < space.size(); draw++) {
            Configuration drawn = evolution.draw(random);
            if (!tried.contains(drawn) && space.isFeasible(drawn)) {
                return Optional.of(Proposal.of(drawn));
            }
        }
        return fresh.propose(space, history, random);
    }

    /** The evolution after a history; continues the last one where possible. */
    private Evolution replay(SearchSpace space, History history) {
        double resource = history.modelResource(Population.defaultLambda(space));
        List<TrialRecord> ended = history.trials().stream()
                .filter(t -> t.outcome().isPresent())
                .filter(t -> !history.resource().isFidelity() || t.resource() == resource)
                .toList();
        Evolution evolution = last;
        if (evolution == null || !evolution.leadsTo(space, ended)) {
            evolution = new Evolution(space);
        }
        evolution.learn(ended);
        last = evolution;
        return evolution;
    }
}
