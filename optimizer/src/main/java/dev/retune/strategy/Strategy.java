package dev.retune.strategy;

import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes the next point. A strategy is a function of space, history and randomness: the same three give the same
 * proposal, whatever it was asked before, so resuming a study is reading its records. It may keep what it computed,
 * keyed by what it was computed from. Implementations are safe for use by several threads.
 */
public interface Strategy {

    /**
     * The next point.
     *
     * @param space where to search; the proposal lies inside it, respects its conditions and keeps its constraints
     * @param history the trials so far, waiting and running ones included, with losses as values
     * @param random the only source of randomness
     * @return what to try, or nothing if there is nothing left to try, as at the end of a grid
     */
    Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random);

    /**
     * Whether it makes sense in a study of several targets, where trials have several losses and no order. One that
     * looks at a single loss does not, and a study of several targets refuses it: that is what this says if it is not
     * overridden.
     */
    default boolean takesSeveralTargets() {
        return false;
    }
}
