package dev.retune.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a command talks to.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: progress, warnings, errors
 * @param folder the working directory
 * @param isTerminal whether a person watches
 */
record Console(InputStream in, PrintStream out, PrintStream err, Path folder, boolean isTerminal) {

    /** That of this process. */
    static Console ofProcess() {
        return new Console(
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Path.of(""),
                hasTerminal());
    }

    private static boolean hasTerminal() {
        java.io.Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try { // from Java 22 on there is a console without a terminal, too
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    Path resolve(Path path) {
        return folder.resolve(path);
    }
}
