package dev.retune.strategy;

import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Optional;

/**
 * Fits a {@link Surrogate} to trials. As with a {@link Strategy}, the same space and history give the same surrogate,
 * and implementations are thread-safe.
 */
public interface SurrogateModel {

    /** The surrogate after a history; empty if the history does not suffice. */
    Optional<Surrogate> surrogate(SearchSpace space, History history);
}
