package dev.retune.strategy;

import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes the next point. A strategy is a function of space, history and randomness: the same three give the same
 * proposal regardless of earlier calls, so a study is resumed by reading its records. It may cache results, keyed by
 * the inputs. Implementations are thread-safe.
 */
public interface Strategy {

    /**
     * Proposes the next point.
     *
     * @param space the search space; the proposal lies in it and satisfies its conditions and constraints
     * @param history the trials so far, waiting and running ones included, with losses as values
     * @param random the only source of randomness
     * @return the next trial; empty if there is nothing left to try, as at the end of a grid
     */
    Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random);

    /**
     * Whether it supports several targets, where trials have several losses and are not ordered. A study with several
     * targets rejects strategies that do not; the default is false.
     */
    default boolean takesSeveralTargets() {
        return false;
    }
}
