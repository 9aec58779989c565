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
 * The default. Chooses by what the history shows, so a study that is resumed goes on as it would have; logs what it
 * chose and why whenever that changes.
 *
 * <table>
 * <caption>Who proposes</caption>
 * <tr><th>where</th><th>who</th><th>why</th></tr>
 * <tr><td>trials may differ in their resource</td><td>{@link Asha#adaptiveStart()} with the Gaussian process
 * inside</td><td>poor trials end early</td></tr>
 * <tr><td>from 40 trials on, while the smallest loss hardly falls any more: in the last 16 sound trials by less than a
 * hundredth of how far it lies below the median of the first 16</td><td>the Gaussian process, and every fourth trial
 * the tree-structured Parzen estimator</td><td>a model that is sure that a choice or a region is bad does not look
 * there again; another view does, and costs little while nothing is gained</td></tr>
 * <tr><td>anywhere else</td><td>the Gaussian process</td><td>it needs the fewest trials, whatever the space, the noise,
 * the number of trials before and of those that run at once</td></tr>
 * </table>
 */
public final class AutoStrategy implements Strategy {

    private static final Logger LOG = LoggerFactory.getLogger(AutoStrategy.class);

    /** Before so many trials a standstill says more about luck than about the model. */
    private static final int EARLIEST = 40;
    /** At a standstill, one trial of so many is the second opinion's. */
    private static final int SHARE = 4;

    private enum Choice {
        MODEL("a Gaussian process: it needs the fewest trials"),
        SECOND_OPINION("a Gaussian process, every fourth trial by a Parzen estimator: in the last " + Standstill.WINDOW
                + " trials hardly anything was gained"),
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
