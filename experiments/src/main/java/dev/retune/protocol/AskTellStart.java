package dev.retune.protocol;

import dev.retune.budget.Budget;
import dev.retune.config.Strategies;
import dev.retune.config.StudyFile;
import dev.retune.internal.text.NearestName;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Strategy;
import dev.retune.study.Study;
import dev.retune.syntax.Node;
import dev.retune.trial.Goal;
import dev.retune.trial.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** The first line of a client: what the study is. */
record AskTellStart(
        Node message, SearchSpace space, long seed, Goal goal, Budget budget, Strategy strategy, Resource resource) {

    private static final Logger LOG = LoggerFactory.getLogger(AskTellStart.class);
    private static final List<String> DIRECTIONS = List.of("minimize", "maximize");

    static AskTellStart read(Node message) {
        message.only("space", "seed", "direction", "budget", "strategy", "resource", "history");
        Node space = message.need("space", "a list of parameters, and start with it");
        long seed = message.get("seed").map(Node::wholeLong).orElse(0L);
        message.get("history").ifPresent(AskTellStart::checkHistory);
        return new AskTellStart(
                message,
                space.checked(() -> SearchSpace.fromJson(space.toString())),
                seed,
                message.get("direction").map(AskTellStart::goal).orElse(Goal.MINIMIZE),
                Budget.trials(message.get("budget").map(n -> n.whole(1)).orElse(Integer.MAX_VALUE)),
                message.get("strategy").map(node -> Strategies.read(node, seed)).orElseGet(Strategies::auto),
                message.get("resource").map(StudyFile::resource).orElse(Resource.WHOLE));
    }

    private static Goal goal(Node direction) {
        if (!DIRECTIONS.contains(direction.string())) {
            throw direction.error("it must be minimize or maximize" + NearestName.hint(direction.string(), DIRECTIONS));
        }
        return direction.string().equals("minimize") ? Goal.MINIMIZE : Goal.MAXIMIZE;
    }

    /** What earlier studies found; their spaces may differ from this one. */
    private static void checkHistory(Node history) {
        int trials = 0;
        for (Node earlier : history.items()) {
            earlier.only("study", "trials")
                    .need("study", "the name of an earlier study")
                    .string();
            for (Node trial : earlier.need("trials", "a list of trials").items()) {
                trial.only("params", "value")
                        .need("params", "an object of values")
                        .scalars();
                trial.need("value", "a number").number();
                trials++;
            }
        }
        LOG.info(
                "{} trials of {} earlier studies are not used by this strategy",
                trials,
                history.items().size());
    }

    /** Creates the study, or resumes it. */
    Study open(StudyStore store, String name) {
        Strategies.check(strategy, space, goal, resource);
        return message.checked(() -> Study.over(space)
                .goal(goal)
                .budget(budget)
                .seed(seed)
                .strategy(strategy)
                .resource(resource)
                .store(store, name)
                .build());
    }
}
