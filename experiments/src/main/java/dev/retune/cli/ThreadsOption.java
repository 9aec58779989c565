package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.Optional;

/** How many trials this process runs at once. */
final class ThreadsOption {

    @Option(
            names = {"--threads", "--parallel"},
            paramLabel = "N",
            description = "How many trials run at once. Default: one per processor.")
    private @Nullable Integer threads;

    int of(StudyFile file) {
        if (threads != null && threads < 1) {
            throw new InputException("--threads %s: it needs 1 or more".formatted(threads));
        }
        return Optional.ofNullable(threads)
                .or(file.threads()::trials)
                .orElse(Runtime.getRuntime().availableProcessors());
    }

    /** As it was given, for a command line. */
    String given() {
        return threads == null ? "" : " --threads " + threads;
    }
}
