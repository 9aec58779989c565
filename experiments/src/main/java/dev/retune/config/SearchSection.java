package dev.retune.config;

import dev.retune.pruning.Pruner;
import dev.retune.strategy.Strategy;
import dev.retune.syntax.Node;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;

/**
 * How a study searches: the keys {@code strategy}, {@code pruner}, {@code prior}, {@code seed} and {@code resource} of
 * its file.
 *
 * @param strategy how the next point is chosen
 * @param pruner which trials are stopped early
 * @param byFold whether that is decided by one fold after the other
 * @param prior where the optimum probably is
 * @param seed of all randomness of the search
 * @param resource what trials are given more or less of
 * @param written strategy, prior and pruner as they are written
 */
public record SearchSection(
        Strategy strategy,
        Pruner pruner,
        boolean byFold,
        PriorSection prior,
        long seed,
        Resource resource,
        WrittenSearch written) {

    static SearchSection read(Node root, Goals goals) {
        long seed = root.get("seed").map(Node::wholeLong).orElse(0L);
        Resource resource = root.get("resource").map(StudyFile::resource).orElse(Resource.WHOLE);
        PriorSection prior = PriorSection.read(root.get("prior"));
        Strategy strategy = root.get("strategy")
                .map(node -> Strategies.read(node, seed, prior.toPrior()))
                .orElseGet(() -> Strategies.auto(prior.toPrior()));
        Strategies.check(strategy, goals, root);
        return new SearchSection(
                strategy,
                root.get("pruner")
                        .map(node -> Pruners.read(node, goals, resource))
                        .orElse(Pruner.none()),
                root.get("pruner").map(Pruners::isByFold).orElse(false),
                prior,
                seed,
                resource,
                WrittenSearch.read(root));
    }
}
