package dev.retune.execution.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to start a program.
 *
 * @param arguments the program and its arguments; they are not interpreted by a shell
 * @param folder its working directory
 * @param timeout how long a trial may take; unlimited if empty
 * @param memory how many bytes of data each of its processes may have, where the system has such a limit (Linux:
 *     {@code RLIMIT_DATA}, which counts memory that can be written, not what a JVM has merely reserved)
 * @param environment variables added to those of this process
 * @param logs the folder in which studies, by {@link dev.retune.study.Trial#studyIdentity()}, have folders with a log
 *     for each trial
 * @param workdirs the folder in which studies, as for logs, have folders with a directory for each trial; a trial that
 *     continues another has the other's
 */
public record Program(
        List<String> arguments,
        Path folder,
        Optional<Duration> timeout,
        OptionalLong memory,
        Map<String, String> environment,
        Path logs,
        Path workdirs) {

    /** @throws IllegalArgumentException if there is no program, or its folder is none, or a limit is not above 0 */
    public Program {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        folder = folder.toAbsolutePath().normalize();
        logs = logs.toAbsolutePath().normalize();
        workdirs = workdirs.toAbsolutePath().normalize();
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            throw new IllegalArgumentException("A program with nothing to start: name it first, then its arguments");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("The working directory '%s' is no directory".formatted(folder));
        }
        if (timeout.isPresent() && (timeout.get().isZero() || timeout.get().isNegative())) {
            throw new IllegalArgumentException("A timeout of %s: a trial needs more than 0".formatted(timeout.get()));
        }
        if (memory.isPresent() && memory.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "A memory limit of %s bytes: it must be above 0".formatted(memory.getAsLong()));
        }
    }

    /**
     * In the working directory, without limits; logs in {@code retune-logs}, trials' directories in
     * {@code retune-work}.
     */
    public static Program of(List<String> arguments) {
        return new Program(
                arguments,
                Path.of(""),
                Optional.empty(),
                OptionalLong.empty(),
                Map.of(),
                Path.of("retune-logs"),
                Path.of("retune-work"));
    }

    public static Program of(String... arguments) {
        return of(List.of(arguments));
    }

    /** In another working directory. */
    public Program in(Path folder) {
        return new Program(arguments, folder, timeout, memory, environment, logs, workdirs);
    }

    public Program timeout(Duration timeout) {
        return new Program(arguments, folder, Optional.of(timeout), memory, environment, logs, workdirs);
    }

    public Program memory(long bytes) {
        return new Program(arguments, folder, timeout, OptionalLong.of(bytes), environment, logs, workdirs);
    }

    public Program environment(Map<String, String> environment) {
        return new Program(arguments, folder, timeout, memory, environment, logs, workdirs);
    }

    public Program logs(Path logs) {
        return new Program(arguments, folder, timeout, memory, environment, logs, workdirs);
    }

    public Program workdirs(Path workdirs) {
        return new Program(arguments, folder, timeout, memory, environment, logs, workdirs);
    }
}
