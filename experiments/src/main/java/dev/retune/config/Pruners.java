package dev.retune.config;

import dev.retune.config.Catalogue.Options;
import dev.retune.pruning.Pruner;
import dev.retune.trial.Goal;

/** The pruners by the names of study files: {@code median}, or with options {@code {name: median, after: 10, from: 5}}. */
final class Pruners {

    private Pruners() {}

    private static Catalogue<Pruner> catalogue(Goal goal) {
        return new Catalogue<Pruner>("pruner")
                .add("none", o -> Pruner.none())
                .add("median", o -> when(o, Pruner.median()), "from", "after", "every")
                .add(
                        "percentile",
                        o -> when(o, Pruner.percentile(o.need("percent", "25").number())),
                        "percent",
                        "from",
                        "after",
                        "every")
                .add(
                        "halving",
                        o -> when(o, Pruner.halving(o.whole("first", 1), o.whole("eta", 3))),
                        "first",
                        "eta",
                        "from",
                        "after",
                        "every")
                .add(
                        "threshold",
                        o -> when(
                                o, Pruner.threshold(goal, o.need("limit", "0.5").number())),
                        "limit",
                        "from",
                        "after",
                        "every")
                .add(
                        "patience",
                        o -> when(o, Pruner.patience(o.need("steps", "10").whole(1))),
                        "steps",
                        "from",
                        "after",
                        "every");
    }

    /** From which step on, after how many completed trials, and at which steps it looks. */
    private static Pruner when(Options options, Pruner pruner) {
        Pruner from =
                options.get("from").map(step -> pruner.from(step.whole(1))).orElse(pruner);
        Pruner after =
                options.get("after").map(trials -> from.after(trials.whole(1))).orElse(from);
        return options.get("every").map(steps -> after.every(steps.whole(1))).orElse(after);
    }

    static Pruner read(Node node, Goal goal) {
        return catalogue(goal).read(node);
    }
}
