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
 * The default strategy. Its choice depends on the history only, so a resumed study continues as if it had not been
 * interrupted; whenever the choice changes, it logs the choice and the reason.
 *
 * <table>
 * <caption>The strategy that proposes</caption>
 * <tr><th>case</th><th>strategy</th><th>reason</th></tr>
 * <tr><td>trials may differ in their resource</td><td>{@link Asha#adaptiveStart()} with the Gaussian process
 * inside</td><td>poor trials end early</td></tr>
 * <tr><td>from 40 trials on, while the smallest loss hardly decreases: in the last 16 feasible trials by less than a
 * hundredth of its distance from the median of the first 16</td><td>the Gaussian process, and for every fourth trial
 * the tree-structured Parzen estimator</td><td>a Gaussian process that is certain that a choice or a region is bad does
 * not explore it again; the Parzen estimator does, and costs little while there is no progress</td></tr>
 * <tr><td>otherwise</td><td>the Gaussian process</td><td>it needs the fewest trials, for all spaces, noise levels,
 * numbers of earlier trials and of running trials that were measured</td></tr>
 * </table>
 */
public final class AutoStrategy implements Strategy {

    private static final Logger LOG = LoggerFactory.getLogger(AutoStrategy.class);

    /** With fewer trials a standstill is probably due to chance. */
    private static final int EARLIEST = 40;
    /** At a standstill, one in this many trials is proposed by the Parzen estimator. */
    private static final int SHARE = 4;

    private enum Choice {
        MODEL("a Gaussian process: it needs the fewest trials"),
        SECOND_OPINION("a Gaussian process, every fourth trial by a Parzen estimator: in the last " + Standstill.WINDOW
                + " trials the best loss hardly improved"),
        HALVING("asynchronous halving with a Gaussian process inside: trials may differ in their resource");

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
        halving = Asha.create().adaptiveStart().inside(model);
        density = TpeSearch.create().prior(prior);
    }

    public static AutoStrategy create() {
        return new AutoStrategy(Prior.none());
    }

    /** This strategy with a prior over the location of the optimum. */
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
            case SECOND_OPINION -> history.size() % SHARE == SHARE - 1 ? density : model;
            case HALVING -> halving;
        };
        return chosen.propose(space, history, random);
    }

    private static Choice choose(History history) {
        if (history.resource().isFidelity()) {
            return Choice.HALVING;
        }
        return history.size() >= EARLIEST && Standstill.of(history) ? Choice.SECOND_OPINION : Choice.MODEL;
    }
}
