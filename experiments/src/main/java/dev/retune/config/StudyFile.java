package dev.retune.config;

import dev.retune.pruning.Pruner;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Strategy;
import dev.retune.syntax.Node;
import dev.retune.trial.Goal;
import dev.retune.trial.Resource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a study file says. Paths in it are relative to it.
 *
 * @param path of the file
 * @param study the study's name in its store
 * @param goal whether scores are to be small or large
 * @param metric what is scored
 * @param limits when it ends
 * @param subject what is tuned
 * @param space where to search; empty for the learner's own
 * @param constraints between parameters of the learner's own space
 * @param strategy how the next point is chosen
 * @param pruner which trials are stopped early
 * @param byFold whether that is decided by one fold after the other
 * @param seed of all randomness of the search
 * @param resource what trials are given more or less of
 * @param prior where the optimum is believed to lie
 * @param enqueue configurations to try first, by name; empty for the defaults of a learner that brings its own space
 * @param threads how many trials run at once
 * @param foldThreads how many folds of each trial run at once
 * @param sharing how processes share it
 */
public record StudyFile(
        Path path,
        String study,
        Goal goal,
        String metric,
        BudgetSection limits,
        Tunable subject,
        Optional<SearchSpace> space,
        Optional<Node> constraints,
        Strategy strategy,
        Pruner pruner,
        boolean byFold,
        long seed,
        Resource resource,
        PriorSection prior,
        Optional<List<Node>> enqueue,
        Optional<Integer> threads,
        Optional<Integer> foldThreads,
        WorkerSection sharing) {

    private static final List<String> SUBJECTS = List.of("model", "command", "process");

    private static final String[] KEYS = {
        "study",
        "goal",
        "budget",
        "model",
        "command",
        "process",
        "timeout",
        "memory",
        "workdir",
        "env",
        "space",
        "constraints",
        "strategy",
        "pruner",
        "seed",
        "resource",
        "prior",
        "enqueue",
        "threads",
        "retry",
        "deterministic"
    };

    /** Reads a file. @throws InputException if there is none, or it cannot be used; the message says where and why */
    public static StudyFile read(Path file) {
        Node root = Node.yaml(file).only(KEYS);
        long seed = root.get("seed").map(Node::wholeLong).orElse(0L);
        Optional<Node> constraints = root.get("constraints");
        GoalSection aim = GoalSection.read(root.need("goal", "maximize accuracy, for example"));
        Resource resource = root.get("resource").map(StudyFile::resource).orElse(Resource.WHOLE);
        PriorSection prior = PriorSection.read(root.get("prior"));
        Optional<Node> threads = root.get("threads").filter(Node::isMapping).map(node -> node.only("trials", "folds"));
        return new StudyFile(
                file,
                root.need("study", "a name, such as my-study").text(),
                aim.goal(),
                aim.metric(),
                BudgetSection.read(root.need("budget", "{trials: 60} or {time: 10m}, for example")),
                subject(root, aim, file.toAbsolutePath().resolveSibling("").normalize()),
                root.get("space").map(space -> SpaceSection.read(space, constraints)),
                constraints,
                root.get("strategy")
                        .map(node -> Strategies.read(node, seed, prior.toPrior()))
                        .orElseGet(() -> Strategies.auto(prior.toPrior())),
                root.get("pruner")
                        .map(node -> Pruners.read(node, aim.goal(), resource))
                        .orElse(Pruner.none()),
                root.get("pruner").map(Pruners::isByFold).orElse(false),
                seed,
                resource,
                prior,
                root.get("enqueue").map(Node::items),
                (threads.isPresent() ? threads.get().get("trials") : root.get("threads")).map(n -> n.whole(1)),
                threads.flatMap(node -> node.get("folds")).map(n -> n.whole(1)),
                WorkerSection.read(root));
    }

    /** What is to be tried first in this space. @throws InputException if it does not lie there */
    public List<Configuration> enqueued(SearchSpace space) {
        return enqueue.orElse(List.of()).stream()
                .map(node -> node.checked(() -> space.configuration(node.scalars())))
                .toList();
    }

    private static Tunable subject(Node root, GoalSection aim, Path folder) {
        List<String> subjects = SUBJECTS.stream().filter(root::has).toList();
        if (subjects.size() > 1) {
            throw root.need(subjects.get(1), "")
                    .error("it has a '%s' already: a study tunes one thing".formatted(subjects.get(0)));
        }
        String key = subjects.isEmpty() ? "model" : subjects.get(0);
        if (!key.equals("model")) {
            return ProgramSection.read(root, key, folder);
        }
        ProgramSection.SETTINGS.stream()
                .flatMap(setting -> root.get(setting).stream())
                .findFirst()
                .ifPresent(setting -> {
                    throw setting.error("it is for a 'command' or a 'process' only");
                });
        Node model = root.need(
                "model", "{learner: network, data: FILE.csv, target: COLUMN}, or a 'command' or a 'process' instead");
        return ModelSection.read(model, aim.standard(), folder);
    }

    /** {@code {name: epochs, min: 1, max: 50}}; the same in the ask-tell protocol. */
    public static Resource resource(Node node) {
        node.only("name", "min", "max");
        String name = node.need("name", "the resource's name, such as epochs").string();
        double min = node.need("min", "the least that a trial gets").number();
        double max = node.need("max", "the most that a trial gets").number();
        return node.checked(() -> new Resource(name, min, max));
    }

    /** The same under another name. */
    public StudyFile named(String name) {
        return new StudyFile(
                path,
                name,
                goal,
                metric,
                limits,
                subject,
                space,
                constraints,
                strategy,
                pruner,
                byFold,
                seed,
                resource,
                prior,
                enqueue,
                threads,
                foldThreads,
                sharing);
    }
}
