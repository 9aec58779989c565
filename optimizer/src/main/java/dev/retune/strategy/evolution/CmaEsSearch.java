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
 * <p>The strategy keeps nothing: trials that ended, in the order of their numbers, are the generations, λ after λ, and
 * the distribution is what these make of it. So trials from elsewhere teach like its own, trials that still run are
 * left out until they end, and a late result is taken in where its number belongs. Pruned trials rank after completed
 * ones, failed ones last. Where trials differ in resource, those of the largest resource with enough trials count.
 *
 * <p>Parameters that a condition makes inactive neither count nor learn. What was tried is not proposed again while
 * there is something new.
 */
public final class CmaEsSearch implements Strategy {

    /** After so many draws that were tried or break a constraint, a random point is taken. */
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

    /** The evolution that the history makes; goes on from the last one where it can. */
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
