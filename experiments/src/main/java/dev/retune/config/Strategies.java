package dev.retune.config;

import dev.retune.strategy.GridSearch;
import dev.retune.strategy.QuasiRandomSearch;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.halving.Hyperband;
import dev.retune.strategy.halving.SuccessiveHalving;

/**
 * The strategies by the names of study files and of the ask-tell protocol: {@code random}, or with options {@code {name: asha,
 * eta: 3}}.
 */
public final class Strategies {

    private Strategies() {}

    private static Catalogue<Strategy> catalogue(long seed) {
        return new Catalogue<Strategy>("strategy")
                .add("auto", o -> RandomSearch.create())
                .add("random", o -> RandomSearch.create())
                .add("grid", o -> GridSearch.of(o.whole("levels", 5), seed), "levels")
                .add("sobol", o -> QuasiRandomSearch.of(seed))
                .add("halving", o -> new SuccessiveHalving().eta(eta(o)).inside(inside(o, seed)), "eta", "inside")
                .add("hyperband", o -> new Hyperband().eta(eta(o)).inside(inside(o, seed)), "eta", "inside")
                .add("asha", o -> new Asha().eta(eta(o)).inside(inside(o, seed)), "eta", "inside");
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

    /** The strategy that a node names. @throws ConfigException if there is none, or an option is wrong */
    public static Strategy read(Node node, long seed) {
        return catalogue(seed).read(node);
    }
}
