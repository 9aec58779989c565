package dev.retune.syntax;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a user named. */
public final class InputFile {

    private InputFile() {}

    /** The same path. @throws InputException if there is no file at it; {@code what} says what should be there */
    public static Path at(Path path, String what) {
        if (!Files.exists(path)) {
            Path absolute = path.toAbsolutePath().normalize();
            throw new InputException("no file '%s'".formatted(path)
                    + (absolute.equals(path) ? "" : " (looked for %s)".formatted(absolute)));
        }
        if (Files.isDirectory(path)) {
            throw new InputException("'%s' is a directory: give the path of %s".formatted(path, what));
        }
        if (!Files.isReadable(path)) {
            throw new InputException("'%s' may not be read: allow reading it".formatted(path));
        }
        return path;
    }
}
