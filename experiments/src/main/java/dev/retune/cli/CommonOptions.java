package dev.retune.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The options that every command has. */
final class CommonOptions {

    private final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    private boolean helpRequested;

    CommonOptions(Console console) {
        this.console = console;
    }

    @Option(names = "--log", paramLabel = "FILE", description = "Write a log for debugging to this file.")
    private void log(Path file) {
        Logging.toFile(console.resolve(file));
    }
}
