package dev.retune.strategy.halving;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter
 * optimization"): ηˢ configurations start with R·η⁻ˢ of the resource, the best 1/η of them go on with η times as much,
 * until one gets all of it, R; then the next ηˢ start. s is as large as the resource's minimum allows.
 */
public final class SuccessiveHalving implements Strategy {

    private final int eta;
    private final Strategy inside;

    private SuccessiveHalving(int eta, Strategy inside) {
        this.eta = eta;
        this.inside = inside;
    }

    /** With η = 3 and random configurations. */
    public static SuccessiveHalving create() {
        return new SuccessiveHalving(3, RandomSearch.create());
    }

    /**
     * The same with another η: one in so many goes on, with so many times the resource.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public SuccessiveHalving eta(int eta) {
        return new SuccessiveHalving(Rungs.checkedEta(eta), inside);
    }

    /**
     * The same with another strategy for the configurations that start. It is shown the whole history, whatever the
     * trials' resources.
     */
    public SuccessiveHalving inside(Strategy strategy) {
        return new SuccessiveHalving(eta, strategy);
    }

    /** @throws IllegalArgumentException if the study has no resource to share out */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        Rungs rungs = Rungs.of(history.resource(), eta, this);
        int s = rungs.size() - 1;
        int n = (int) Math.pow(eta, s);
        return Brackets.propose(b -> new Bracket(rungs, 0, n), inside, space, history, random);
    }
}
