package dev.retune.execution.program;

import dev.retune.study.TrialFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts processes: in sessions of their own, so that Ctrl-C reaches Retune only; marked; and with a limit on memory.
 */
final class ProcessLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessLauncher.class);
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    /** A program that puts another one into a session of its own; not every system has it. */
    private static final Optional<Path> SETSID = onPath("setsid", System.getenv("PATH"));

    /** Variables of this process that are not passed on: they open its store. */
    private static final List<String> SECRETS = List.of("PGPASSWORD");

    private static final String LIMITED = "ulimit -d \"$1\" && shift && exec \"$@\"";

    private ProcessLauncher() {}

    /** @throws IllegalArgumentException if a program is not there, or cannot be executed; unless a trial names it */
    static void check(Program program) {
        String name = program.arguments().get(0);
        if (IS_WINDOWS || name.contains("{")) {
            return;
        }
        if (name.contains("/")) {
            Path file = program.folder().resolve(name).normalize();
            if (!Files.exists(file)) {
                throw new IllegalArgumentException("there is no program '%s' (looked for %s)".formatted(name, file));
            }
            if (Files.isDirectory(file) || !Files.isExecutable(file)) {
                throw new IllegalArgumentException(
                        "'%s' is not a program: make it executable, or name its interpreter".formatted(file));
            }
        } else if (onPath(name, path(program)).isEmpty()) {
            boolean isBeside = Files.exists(program.folder().resolve(name));
            throw new IllegalArgumentException("the program '%s' is not found on the PATH%s"
                    .formatted(name, isBeside ? "; did you mean './" + name + "'?" : ": install it, or give its path"));
        }
        if (program.memory().isPresent() && !System.getProperty("os.name").equals("Linux")) {
            LOG.warn("This system has no limit on a program's memory ; 'memory' has no effect");
        }
    }

    private static @Nullable String path(Program program) {
        return program.environment().getOrDefault("PATH", System.getenv("PATH"));
    }

    private static Optional<Path> onPath(String name, @Nullable String path) {
        return path == null
                ? Optional.empty()
                : Arrays.stream(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name))
                        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                        .findFirst();
    }

    /** @throws TrialFailedException if it cannot be started */
    static Process start(Program program, List<String> arguments, Map<String, String> environment, String mark) {
        List<String> command =
                new ArrayList<>(SETSID.map(Path::toString).stream().toList());
        program.memory()
                .ifPresent(bytes ->
                        command.addAll(List.of("sh", "-c", LIMITED, "sh", String.valueOf(Math.max(1, bytes / 1024)))));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(program.folder().toFile());
        Map<String, String> variables = builder.environment();
        adapt(variables, program);
        variables.putAll(environment);
        variables.merge(ProcessTree.VARIABLE, mark + ' ', String::concat);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TrialFailedException("it cannot be started: " + e.getMessage());
        }
    }

    /** From the variables of this process to those of a program. */
    static void adapt(Map<String, String> variables, Program program) {
        SECRETS.forEach(variables::remove);
        variables.putAll(program.environment());
    }

    /** A process without output that lives in a session of its own. */
    static Process detached(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(SETSID.map(Path::toString).stream().toList());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
