package dev.retune.config;

import dev.retune.syntax.Node;
import dev.retune.trial.Goal;
import dev.retune.trial.Resource;

import java.nio.file.Path;
import java.util.List;

/**
 * What a study file says. Paths in it are relative to it.
 *
 * @param path of the file
 * @param study the study's name in its store
 * @param goal whether scores are to be small or large
 * @param metric what is scored
 * @param limits when it ends
 * @param subject what is tuned
 * @param space where to search
 * @param search how to search
 * @param threads how much runs at once
 * @param sharing how processes share it
 */
public record StudyFile(
        Path path,
        String study,
        Goal goal,
        String metric,
        BudgetSection limits,
        Tunable subject,
        DeclaredSpace space,
        SearchSection search,
        ThreadsSection threads,
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
        GoalSection aim = GoalSection.read(root.need("goal", "maximize accuracy, for example"));
        return new StudyFile(
                file,
                root.need("study", "a name, such as my-study").text(),
                aim.goal(),
                aim.metric(),
                BudgetSection.read(root.need("budget", "{trials: 60} or {time: 10m}, for example")),
                subject(root, aim, file.toAbsolutePath().resolveSibling("").normalize()),
                DeclaredSpace.read(root),
                SearchSection.read(root, aim.goal()),
                ThreadsSection.read(root.get("threads")),
                WorkerSection.read(root));
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
        return new StudyFile(path, name, goal, metric, limits, subject, space, search, threads, sharing);
    }
}
