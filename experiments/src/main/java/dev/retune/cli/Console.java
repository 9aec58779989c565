package dev.retune.cli;

import dev.retune.syntax.InputException;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The streams and the folder of a command.
 *
 * @param in standard input
 * @param out standard output without control characters: results
 * @param err standard error without control characters: progress, warnings, errors
 * @param screen standard output for control sequences: progress bars
 * @param folder the working directory
 * @param isTerminal whether standard output is a terminal
 */
record Console(InputStream in, PrintStream out, PrintStream err, PrintStream screen, Path folder, boolean isTerminal) {

    /** That of this process. */
    static Console ofProcess() {
        return of(System.in, System.out, System.err, Path.of(""), hasTerminal());
    }

    static Console of(InputStream in, OutputStream out, OutputStream err, Path folder, boolean isTerminal) {
        return new Console(
                in,
                printable(out),
                printable(err),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                folder,
                isTerminal);
    }

    private static PrintStream printable(OutputStream stream) {
        OutputStream buffered = new BufferedOutputStream(new PrintableStream(new BufferedOutputStream(stream)));
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
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

    /** A file that can be written, as far as one can tell. */
    Path writable(Path given) {
        Path file = resolve(given).toAbsolutePath().normalize();
        Path parent = file.resolveSibling("");
        if (!Files.isDirectory(parent)) {
            throw new InputException("'%s' cannot be written: there is no folder '%s'".formatted(given, parent));
        }
        if (Files.isDirectory(file)) {
            throw new InputException("'%s' cannot be written: it is a folder; name a file".formatted(given));
        }
        if (!Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new InputException("'%s' cannot be written: %s is read-only; name another file"
                    .formatted(given, Files.exists(file) ? "it" : "the folder '" + parent + "'"));
        }
        return file;
    }
}
