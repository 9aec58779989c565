package dev.retune.config;

import dev.retune.syntax.Node;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;

import java.nio.file.Path;
import java.util.List;

/**
 * What a study file says. Paths in it are relative to it.
 *
 * @param path of the file
 * @param study the study's name in its store
 * @param goals what is made small or large, and what is limited
 * @param budget when it ends
 * @param subject what is tuned
 * @param space where to search
 * @param search how to search
 * @param threads how much runs at once
 * @param sharing how processes share it
 */
public record StudyFile(
        Path path,
        String study,
        Goals goals,
        BudgetSection budget,
        Tunable subject,
        DeclaredSpace space,
        SearchSection search,
        ThreadsSection threads,
        WorkerSection sharing) {

    private static final List<String> SUBJECTS = List.of("model", "command", "process");

    private static final String[] KEYS = {
        "study",
        "goal",
        "goals",
        "limits",
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
        GoalSection aim = GoalSection.read(root);
        Tunable subject =
                subject(root, aim, file.toAbsolutePath().resolveSibling("").normalize());
        return new StudyFile(
                file,
                root.need("study", "a name, such as my-study").text(),
                goals(aim, subject),
                BudgetSection.read(root.need("budget", "{trials: 60} or {time: 10m}, for example")),
                subject,
                DeclaredSpace.read(root),
                SearchSection.read(root, aim.goals()),
                ThreadsSection.read(root.get("threads")),
                WorkerSection.read(root));
    }

    private static Goals goals(GoalSection aim, Tunable subject) {
        if (subject instanceof ModelSection model) {
            return aim.goalsOf(model.metric());
        }
        return ((ProgramSection) subject).isKept() ? aim.goals() : aim.goalsOfWords();
    }

    private static Tunable subject(Node root, GoalSection aim, Path folder) {
        List<String> subjects = SUBJECTS.stream().filter(root::has).toList();
        if (subjects.size() > 1) {
            throw root.need(subjects.get(1), "")
                    .error("it has a '%s' already: a study tunes one model or program".formatted(subjects.get(0)));
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
        return new StudyFile(path, name, goals, budget, subject, space, search, threads, sharing);
    }
}
