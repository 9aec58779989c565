package dev.retune.config;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.GridSearch;
import dev.retune.strategy.Prior;
import dev.retune.strategy.QuasiRandomSearch;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.strategy.evolution.CmaEsSearch;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.halving.Hyperband;
import dev.retune.strategy.halving.SuccessiveHalving;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.syntax.InputException;
import dev.retune.syntax.Node;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.Resource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The strategies by the names of study files and of the ask-tell protocol: {@code random}, or with options {@code
 * {name: asha, eta: 3}}.
 */
public final class Strategies {

    private Strategies() {}

    private static Catalogue<Strategy> catalogue(long seed, Prior prior) {
        Function<Catalogue.Options, Strategy> inside = o -> inside(o, seed, prior);
        return new Catalogue<Strategy>("strategy")
                .add("auto", o -> AutoStrategy.create().prior(prior))
                .add("random", o -> RandomSearch.create().prior(prior))
                .add("grid", o -> without(prior, o, GridSearch.of(o.whole("levels", 5), seed)), "levels")
                .add("sobol", o -> without(prior, o, QuasiRandomSearch.of(seed)))
                .add("gp", o -> GaussianProcessSearch.create().prior(prior))
                .add("tpe", o -> TpeSearch.create().prior(prior))
                .add("cmaes", o -> without(prior, o, CmaEsSearch.create()))
                .add("halving", o -> SuccessiveHalving.create().eta(eta(o)).inside(inside.apply(o)), "eta", "inside")
                .add("hyperband", o -> Hyperband.create().eta(eta(o)).inside(inside.apply(o)), "eta", "inside")
                .add("asha", o -> Asha.create().eta(eta(o)).inside(inside.apply(o)), "eta", "inside");
    }

    /** The strategy, which does not use a prior. */
    private static Strategy without(Prior prior, Catalogue.Options options, Strategy strategy) {
        if (!prior.isEmpty()) {
            throw options.node().error("it does not use a 'prior': remove it, or take auto, gp, tpe or random");
        }
        return strategy;
    }

    private static int eta(Catalogue.Options options) {
        return options.whole("eta", 3);
    }

    /** What proposes the configurations that start. */
    private static Strategy inside(Catalogue.Options options, long seed, Prior prior) {
        return options.get("inside")
                .map(node -> read(node, seed, prior))
                .orElseGet(() -> RandomSearch.create().prior(prior));
    }

    /** The default. */
    public static Strategy auto() {
        return auto(Prior.none());
    }

    /** The default, with a prior. */
    static Strategy auto(Prior prior) {
        return AutoStrategy.create().prior(prior);
    }

    /**
     * Throws if a strategy cannot work on studies of this space and resource: to be called before the study is stored.
     *
     * @throws InputException saying why
     */
    public static void check(Strategy strategy, SearchSpace space, Resource resource) {
        try {
            strategy.propose(space, History.ofLosses(resource, List.of()), new SplittableRandom(0));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws InputException if there are several goals, and the strategy supports only one */
    public static void check(Strategy strategy, Goals goals, Node root) {
        if (!goals.isSingle() && !strategy.takesSeveralTargets()) {
            throw root.get("strategy")
                    .orElseGet(() -> root.need(GoalSection.GOALS, ""))
                    .error("several goals need a strategy that uses no losses so far: name random, sobol or grid as"
                            + " 'strategy', or keep one goal, and make limits of the others");
        }
    }

    /** The strategy that a node names. @throws InputException if there is none, or an option is wrong */
    public static Strategy read(Node node, long seed) {
        return read(node, seed, Prior.none());
    }

    /** The same, with a prior. @throws InputException also if it does not use one */
    static Strategy read(Node node, long seed, Prior prior) {
        return catalogue(seed, prior).read(node);
    }
}
