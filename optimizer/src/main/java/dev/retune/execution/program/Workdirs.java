package dev.retune.execution.program;

import dev.retune.study.Trial;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The directories of a study's trials, in which they keep checkpoints: {@code trial-7}. A trial that continues another
 * one uses the other's directory, and has a link to it for trials that continue it in turn.
 */
record Workdirs(Path folder) {

    Path of(Trial trial) throws IOException {
        Path own = path(trial.number());
        if (Files.isSymbolicLink(own) && !Files.exists(own)) {
            Files.delete(own); // its target was empty, and has been deleted
        }
        if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder);
            Path earlier =
                    trial.continues().isPresent() ? path(trial.continues().getAsInt()) : own;
            if (Files.isDirectory(earlier)) {
                Files.createSymbolicLink(own, earlier.toRealPath().getFileName());
            } else {
                Files.createDirectory(own);
            }
        }
        return own.toRealPath();
    }

    private Path path(int trial) {
        return folder.resolve("trial-" + trial);
    }

    /** Removes the directory if it is empty. */
    static void tidy(Path workdir) throws IOException {
        try {
            Files.delete(workdir);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // it is in use, or the program has removed it
        }
    }
}
