package dev.retune.strategy.auto;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Prior;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * The default: the Gaussian process, which needs the fewest trials; inside asynchronous halving where trials may differ in their
 * resource; and the tree-structured Parzen estimator once there are so many trials that these say more than a model's care.
 * Logs what it chose and why whenever that changes.
 */
public final class AutoStrategy implements Strategy {

    private static final Logger LOG = LoggerFactory.getLogger(AutoStrategy.class);

    /** From so many trials on, a density estimate does as well and costs less. */
    private static final int MANY = 2000;

    private enum Choice {
        MODEL("a Gaussian process: it needs the fewest trials"),
        HALVING("asynchronous halving with a Gaussian process inside: trials may differ in their resource"),
        DENSITY("a Parzen estimator: there are more than " + MANY + " trials");

        private final String reason;

        Choice(String reason) {
            this.reason = reason;
        }
    }

    private final Strategy model;
    private final Strategy halving;
    private final Strategy density;
    private final AtomicReference<Optional<Choice>> logged = new AtomicReference<>(Optional.empty());

    private AutoStrategy(Prior prior) {
        model = GaussianProcessSearch.create().prior(prior);
        halving = Asha.create().rising().inside(model);
        density = TpeSearch.create().prior(prior);
    }

    public static AutoStrategy create() {
        return new AutoStrategy(Prior.none());
    }

    /** The same with a prior over where the optimum lies. */
    public AutoStrategy prior(Prior prior) {
        return new AutoStrategy(prior);
    }

    /** @throws IllegalArgumentException if the prior does not fit the space */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        Choice choice = choose(history);
        if (!logged.getAndSet(Optional.of(choice)).equals(Optional.of(choice))) {
            LOG.info("Searching by {}", choice.reason);
        }
        Strategy chosen = switch (choice) {
            case MODEL -> model;
            case HALVING -> halving;
            case DENSITY -> density;
        };
        return chosen.propose(space, history, random);
    }

    private static Choice choose(History history) {
        if (history.resource().isFidelity()) {
            return Choice.HALVING;
        }
        return history.size() > MANY ? Choice.DENSITY : Choice.MODEL;
    }
}
