package dev.retune.cli;

import dev.retune.config.StudyFile;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Which study file. */
final class StudyFileArgument {

    private final Console console;

    @Parameters(paramLabel = "STUDY.yaml", description = "The study file.")
    private Path file = Path.of("");

    StudyFileArgument(Console console) {
        this.console = console;
    }

    StudyFile read() {
        return StudyFile.read(console.resolve(file));
    }

    /** As a shell takes it. */
    String quoted() {
        return Texts.quoted(file);
    }

    /** As it was given. */
    @Override
    public String toString() {
        return file.toString();
    }
}
