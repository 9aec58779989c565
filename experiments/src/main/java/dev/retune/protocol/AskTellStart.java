package dev.retune.protocol;

import dev.retune.budget.Budget;
import dev.retune.config.Strategies;
import dev.retune.config.StudyFile;
import dev.retune.space.SearchSpace;
import dev.retune.store.ReservedNotes;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Strategy;
import dev.retune.study.Study;
import dev.retune.syntax.Node;
import dev.retune.trial.Goals;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * The first line of a client: what the study is.
 *
 * @param cost what the cost is called that each tell says; nothing if none does
 */
record AskTellStart(
        Node message,
        SearchSpace space,
        long seed,
        Goals goals,
        Optional<String> cost,
        Budget budget,
        Strategy strategy,
        Resource resource) {

    private static final Logger LOG = LoggerFactory.getLogger(AskTellStart.class);
    private static final String COST = "cost";
    private static final String COST_NOTE = ReservedNotes.PREFIX + COST; // its name, empty if it is not told

    static AskTellStart read(Node message) {
        message.only(
                "space",
                "seed",
                AskTellGoals.DIRECTION,
                GoalsJson.GOALS,
                GoalsJson.LIMITS,
                "budget",
                COST,
                "strategy",
                "resource",
                "history");
        Node space = message.need("space", "a list of parameters, and start with it");
        long seed = message.get("seed").map(Node::wholeLong).orElse(0L);
        message.get("history").ifPresent(AskTellStart::checkHistory);
        return new AskTellStart(
                message,
                space.checked(() -> SearchSpace.fromJson(space.toString())),
                seed,
                AskTellGoals.read(message),
                message.get(COST).map(AskTellStart::cost),
                budget(message),
                message.get("strategy").map(node -> Strategies.read(node, seed)).orElseGet(Strategies::auto),
                message.get("resource").map(StudyFile::resource).orElse(Resource.WHOLE));
    }

    /** @return what costs are called */
    private static String cost(Node cost) {
        return cost.only("name", "budget")
                .need("name", "what costs are, such as seconds")
                .string();
    }

    private static Budget budget(Node message) {
        Budget trials = Budget.trials(message.get("budget").map(n -> n.whole(1)).orElse(Integer.MAX_VALUE));
        return message.get(COST)
                .flatMap(cost -> cost.get("budget"))
                .map(total -> trials.or(total.checked(() -> Budget.cost(total.number()))))
                .orElse(trials);
    }

    /** Whether the start line names metrics, so that tells and reports may name them, too. */
    boolean isNamed() {
        return message.has(GoalsJson.GOALS) || message.has(GoalsJson.LIMITS);
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
        Strategies.check(strategy, goals, message);
        Strategies.check(strategy, space, resource);
        return message.checked(() -> {
            Study study = Study.over(space)
                    .goals(goals)
                    .budget(budget)
                    .seed(seed)
                    .strategy(strategy)
                    .resource(resource)
                    .reservedNote(COST_NOTE, cost.orElse(""))
                    .store(store, name)
                    .build();
            requireSameCost(study.definition());
            return study;
        });
    }

    /** Costs of different kinds must not be added up. */
    private void requireSameCost(StudyDefinition stored) {
        Object there = stored.notes().get(COST_NOTE);
        if (there instanceof String kept && !kept.equals(cost.orElse(""))) {
            throw new IllegalArgumentException("Study '%s' is in the store already, and differs: its cost is %s, not %s"
                    .formatted(stored.name(), name(kept), name(cost.orElse(""))));
        }
    }

    private static String name(String cost) {
        return cost.isEmpty() ? "the seconds of a trial" : "'" + cost + "'";
    }
}
