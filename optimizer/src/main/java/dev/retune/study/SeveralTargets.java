package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.pruning.Pruner;
import dev.retune.strategy.Strategy;
import dev.retune.trial.Goals;
import dev.retune.trial.Target;

import java.util.stream.Collectors;

/** Checks for studies with several targets, in which the first target must not silently stand for all. */
final class SeveralTargets {

    private static final String INSTEAD = "or keep one target, and make limits of the others";

    private SeveralTargets() {}

    /** @throws IllegalArgumentException if there are several targets, and something depends on the best trial */
    static void check(Goals goals, Strategy strategy, Pruner pruner, Budget budget) {
        check(goals, strategy);
        if (goals.isSingle()) {
            return;
        }
        if (pruner != Pruner.none()) {
            throw new IllegalArgumentException("Pruners compare trials by one value, but %s: take Pruner.none(), %s"
                    .formatted(targets(goals), INSTEAD));
        }
        budget.unfitFor(goals).ifPresent(part -> {
            throw new IllegalArgumentException(
                    "A budget of '%s' needs one best trial, but %s: limit trials, time, resource or cost, %s"
                            .formatted(part, targets(goals), INSTEAD));
        });
    }

    /** @throws IllegalArgumentException if there are several targets, and the strategy supports only one */
    static void check(Goals goals, Strategy strategy) {
        if (!goals.isSingle() && !strategy.takesSeveralTargets()) {
            throw new IllegalArgumentException(
                    "%s searches by one value, but %s: take random, Sobol or grid search, which need none, %s"
                            .formatted(strategy.getClass().getSimpleName(), targets(goals), INSTEAD));
        }
    }

    private static String targets(Goals goals) {
        return "the study has %s targets (%s)"
                .formatted(
                        goals.targets().size(),
                        goals.targets().stream().map(Target::toString).collect(Collectors.joining(", ")));
    }
}
