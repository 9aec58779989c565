package dev.retune.config;

import dev.retune.syntax.Durations;
import dev.retune.syntax.Node;
import dev.retune.syntax.Sizes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code command} or {@code process} of a study file, and the settings that go with it.
 *
 * @param node where it stands
 * @param isKept whether it is a {@code process}: started once, and given trial after trial
 * @param arguments the program and its arguments
 * @param folder its working directory: that of the study file
 * @param timeout of a trial
 * @param memory how many bytes each of its processes may have
 * @param workdir the folder of trials' directories, if it is not beside the store
 * @param environment variables of its own
 */
public record ProgramSection(
        Node node,
        boolean isKept,
        List<String> arguments,
        Path folder,
        Optional<Duration> timeout,
        Optional<Long> memory,
        Optional<Path> workdir,
        Map<String, String> environment)
        implements Tunable {

    /** What may stand beside it in a study file. */
    static final List<String> SETTINGS = List.of("timeout", "memory", "workdir", "env");

    /** @param key under which it stands in {@code root} */
    static ProgramSection read(Node root, String key, Path folder) {
        Node node = root.need(key, "the program and its arguments");
        if (!node.isList()) {
            throw node.error("it must be a list, such as [python3, train.py]: it is not split by a shell");
        }
        if (node.items().isEmpty() || node.items().get(0).scalar().toString().isBlank()) {
            throw node.error("it names no program: write [python3, train.py], for example");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        root.get("env")
                .ifPresent(env -> env.scalars().forEach((name, value) -> environment.put(name, value.toString())));
        return new ProgramSection(
                node,
                key.equals("process"),
                node.items().stream().map(item -> item.scalar().toString()).toList(),
                folder,
                root.get("timeout").map(timeout -> timeout.checked(() -> Durations.of(timeout.text()))),
                root.get("memory").map(memory -> memory.checked(() -> Sizes.of(memory.text()))),
                root.get("workdir").map(workdir -> folder.resolve(workdir.string())),
                environment);
    }
}
