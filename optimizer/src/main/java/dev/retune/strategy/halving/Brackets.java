package dev.retune.strategy.halving;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * An endless sequence of synchronous brackets. The assignment of trials follows from the history alone: a trial that
 * starts with the resource of the bracket being filled belongs to that bracket, one that continues a bracket's trial is
 * promoted in it, and any other (for example an enqueued one with more of the resource) belongs to none. While a rung
 * waits for running trials, the next bracket is filled.
 */
final class Brackets {

    private final List<Bracket> brackets = new ArrayList<>();

    private Brackets(History history, IntFunction<Bracket> shape) {
        brackets.add(shape.apply(0));
        Map<Integer, Bracket> homes = new HashMap<>();
        for (TrialRecord trial : history.trials()) {
            if (last().isFull()) {
                brackets.add(shape.apply(brackets.size()));
            }
            if (trial.continues().isEmpty()) {
                if (last().start(trial)) {
                    homes.put(trial.number(), last());
                }
            } else {
                int parent = trial.continues().getAsInt();
                Bracket home = homes.get(parent);
                if (home != null && home.climb(parent, trial)) {
                    homes.put(trial.number(), home);
                }
            }
        }
        if (last().isFull()) {
            brackets.add(shape.apply(brackets.size()));
        }
    }

    static Optional<Proposal> propose(
            IntFunction<Bracket> shape, Strategy inside, SearchSpace space, History history, RandomGenerator random) {
        Brackets brackets = new Brackets(history, shape);
        Optional<Proposal> promotion = brackets.promotion(false);
        if (promotion.isPresent()) {
            return promotion;
        }
        Optional<Proposal> start = inside.propose(space, history, random)
                .map(p -> Proposal.of(p.configuration(), brackets.last().firstLevel()));
        return start.isPresent() ? start : brackets.promotion(true);
    }

    private Bracket last() {
        return brackets.get(brackets.size() - 1);
    }

    private Optional<Proposal> promotion(boolean closed) {
        return brackets.stream()
                .flatMap(b -> b.promotion(closed && b == last()).stream())
                .findFirst();
    }
}
