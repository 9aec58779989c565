package dev.retune.config;

import dev.retune.config.Catalogue.Options;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.pruning.Pruner;
import dev.retune.syntax.Node;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;

/**
 * The pruners by the names of study files: {@code median}, or with options {@code {name: median, after: 10, from:
 * 5}}.
 */
final class Pruners {

    private static final String FOLD_RACING = "foldRacing";

    private Pruners() {}

    private static Catalogue<Pruner> catalogue(Direction direction) {
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
                                o,
                                Pruner.threshold(
                                        direction, o.need("limit", "0.5").number())),
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
                        "every")
                .add(
                        FOLD_RACING,
                        o -> when(
                                o,
                                Pruner.foldRacing(
                                        o.get("alpha").map(Node::number).orElse(0.05))),
                        "alpha",
                        "from",
                        "after",
                        "every");
    }

    /** From which step on, after how many completed trials, and at which steps it decides. */
    private static Pruner when(Options options, Pruner pruner) {
        Pruner from =
                options.get("from").map(step -> pruner.from(step.whole(1))).orElse(pruner);
        Pruner after =
                options.get("after").map(trials -> from.after(trials.whole(1))).orElse(from);
        return options.get("every").map(steps -> after.every(steps.whole(1))).orElse(after);
    }

    /** @param resource what trials are given more or less of */
    static Pruner read(Node node, Goals goals, Resource resource) {
        Pruner pruner = catalogue(goals.targets().get(0).direction()).read(node);
        if (!goals.isSingle() && pruner != Pruner.none()) {
            throw node.error(
                    ("pruners compare trials by one value, but there are %s goals: drop it, or keep one goal and"
                                    + " make 'limits' of the others")
                            .formatted(goals.targets().size()));
        }
        boolean comparable = !resource.name().equals(CrossValidatedObjective.DATA_FRACTION);
        return comparable || pruner == Pruner.none() ? pruner : pruner.amongEquals();
    }

    /** Whether it needs one fold after the other. */
    static boolean isByFold(Node node) {
        return (node.isMapping() ? node.need("name", "median") : node).string().equals(FOLD_RACING);
    }
}
