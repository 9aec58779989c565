package dev.retune.strategy;

import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes the next point. A strategy is a pure function of space, history and randomness: equal arguments give the
 * same proposal, so a study is resumed by reading its records. It may cache results, keyed by their inputs.
 * Implementations are thread-safe.
 */
public interface Strategy {

    /**
     * Proposes the next point.
     *
     * @param space the search space; the proposal lies inside it and satisfies its conditions and constraints
     * @param history the trials so far, waiting and running ones included, with losses as values
     * @param random the only source of randomness
     * @return the proposal; empty if nothing is left to try, as at the end of a grid
     */
    Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random);

    /**
     * Whether the strategy supports several targets, where trials have several losses and are not totally ordered. A
     * study with several targets rejects a strategy that does not. The default is false.
     */
    default boolean takesSeveralTargets() {
        return false;
    }
}
