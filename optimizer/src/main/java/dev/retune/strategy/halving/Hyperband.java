package dev.retune.strategy.halving;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Hyperband (Li et al. 2018, "Hyperband: a novel bandit-based approach to hyperparameter optimization", algorithm 1):
 * brackets of successive halving s = s_max, …, 0 in turn, and again from the front. Bracket s starts n = ⌈(s_max + 1) /
 * (s + 1) · ηˢ⌉ configurations with R·η⁻ˢ of the resource; the brackets with few configurations and much resource are
 * for the case that losses at small resources are not informative.
 *
 * <p>With a model inside it is BOHB (Falkner, Klein and Hutter 2018).
 */
public final class Hyperband implements Strategy {

    private final int eta;
    private final Strategy inside;

    private Hyperband(int eta, Strategy inside) {
        this.eta = eta;
        this.inside = inside;
    }

    /** With η = 3 and random configurations. */
    public static Hyperband create() {
        return new Hyperband(3, RandomSearch.create());
    }

    /**
     * The same with another η: one in η trials is promoted, with η times the resource.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public Hyperband eta(int eta) {
        return new Hyperband(Rungs.checkedEta(eta), inside);
    }

    /**
     * The same with another strategy for new configurations. It gets the whole history, with trials of all resources.
     */
    public Hyperband inside(Strategy strategy) {
        return new Hyperband(eta, strategy);
    }

    /** @throws IllegalArgumentException if the study has no resource */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        Rungs rungs = Rungs.of(history.resource(), eta, this);
        int sMax = rungs.size() - 1;
        IntFunction<Bracket> shape = b -> {
            int s = sMax - b % (sMax + 1);
            int n = (int) Math.ceil((sMax + 1.0) / (s + 1) * Math.pow(eta, s));
            return new Bracket(rungs, sMax - s, n);
        };
        return Brackets.propose(shape, inside, space, history, random);
    }
}
