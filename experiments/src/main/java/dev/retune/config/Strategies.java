package dev.retune.config;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.GridSearch;
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
import dev.retune.trial.Goal;
import dev.retune.trial.History;
import dev.retune.trial.Resource;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The strategies by the names of study files and of the ask-tell protocol: {@code random}, or with options {@code {name: asha,
 * eta: 3}}.
 */
public final class Strategies {

    private Strategies() {}

    private static Catalogue<Strategy> catalogue(long seed) {
        return new Catalogue<Strategy>("strategy")
                .add("auto", o -> AutoStrategy.create())
                .add("random", o -> RandomSearch.create())
                .add("grid", o -> GridSearch.of(o.whole("levels", 5), seed), "levels")
                .add("sobol", o -> QuasiRandomSearch.of(seed))
                .add("gp", o -> GaussianProcessSearch.create())
                .add("tpe", o -> TpeSearch.create())
                .add("cmaes", o -> CmaEsSearch.create())
                .add("halving", o -> SuccessiveHalving.create().eta(eta(o)).inside(inside(o, seed)), "eta", "inside")
                .add("hyperband", o -> Hyperband.create().eta(eta(o)).inside(inside(o, seed)), "eta", "inside")
                .add("asha", o -> Asha.create().eta(eta(o)).inside(inside(o, seed)), "eta", "inside");
    }

    private static int eta(Catalogue.Options options) {
        return options.whole("eta", 3);
    }

    /** What proposes the configurations that start. */
    private static Strategy inside(Catalogue.Options options, long seed) {
        return options.get("inside").map(node -> read(node, seed)).orElseGet(RandomSearch::create);
    }

    /** The default. */
    public static Strategy auto(long seed) {
        return catalogue(seed).read(new Node("", "strategy", "auto"));
    }

    /**
     * Throws if a strategy cannot work on studies of this space and resource: to be called before the study is stored.
     *
     * @throws ConfigException saying why
     */
    public static void check(Strategy strategy, SearchSpace space, Goal goal, Resource resource) {
        try {
            strategy.propose(space, History.of(goal, resource, List.of()), new SplittableRandom(0));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The strategy that a node names. @throws ConfigException if there is none, or an option is wrong */
    public static Strategy read(Node node, long seed) {
        return catalogue(seed).read(node);
    }
}
