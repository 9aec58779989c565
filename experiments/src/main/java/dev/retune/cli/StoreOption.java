package dev.retune.cli;

import dev.retune.store.StoreException;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which store. */
final class StoreOption {

    static final String DEFAULT = "retune.db";
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?(\\w{2,}):(.*)");
    private static final Pattern PASSWORD = Pattern.compile("(?<=//[^:@]{0,99}):.*(?=@)|[?&]\\w*password=[^&]*");

    private final Console console;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = {
                "The store of the studies: an SQLite file, for the processes of one machine, or a PostgreSQL"
                        + " database, for many machines: postgresql://USER@HOST:PORT/DATABASE, with the password in"
                        + " PGPASSWORD.",
                "Default: " + DEFAULT + " in the working directory."
            })
    private @Nullable String store;

    StoreOption(Console console) {
        this.console = console;
    }

    boolean isGiven() {
        return store != null;
    }

    /** As if {@code --store} had been given. */
    void name(String named) {
        store = named;
    }

    @Override
    public String toString() {
        return withoutPassword(given());
    }

    /** What a user types to name the store, without a password. */
    String text() {
        return isServer() ? withoutPassword(given()) : file().toString();
    }

    private static String withoutPassword(String url) {
        return PASSWORD.matcher(url).replaceAll("");
    }

    private String given() {
        return store == null ? DEFAULT : store;
    }

    private boolean isServer() {
        Matcher url = URL.matcher(given());
        return url.matches() && url.group(1).matches("postgres(ql)?");
    }

    /** The file of an SQLite store. */
    private Path file() {
        String text = given();
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            if (!url.group(1).equals("sqlite")) {
                throw new InputException(
                        "store '%s' is of an unknown kind '%s': give an SQLite file, or postgresql://USER@HOST/DATABASE"
                                .formatted(withoutPassword(text), url.group(1)));
            }
            text = url.group(2);
        }
        if (text.isBlank()) {
            throw new InputException("--store names no file: give an SQLite file, such as " + DEFAULT);
        }
        return console.resolve(Path.of(text));
    }

    /** Where files that belong to its studies go: beside it, or in the working directory if it is a server. */
    Path folder() {
        Path file = isServer() ? console.resolve(Path.of(DEFAULT)) : file();
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    /** The store, created if it is not there. */
    JdbcStore open() {
        return opened(() -> isServer() ? JdbcStore.postgres(given()) : JdbcStore.sqlite(file()));
    }

    /** The store, which must be there. */
    JdbcStore existing() {
        requireThere();
        return open();
    }

    /** The store, which must be there, for reading: nothing is changed. */
    JdbcStore reading() {
        requireThere();
        return opened(() -> isServer() ? JdbcStore.postgresForReading(given()) : JdbcStore.sqliteForReading(file()));
    }

    private static JdbcStore opened(Supplier<JdbcStore> opening) {
        try {
            return opening.get();
        } catch (StoreException | IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private void requireThere() {
        if (!isServer() && !Files.exists(file())) {
            throw new InputException(
                    "no store '%s' (looked for %s): name one with --store, or create one with 'retune tune'"
                            .formatted(file(), file().toAbsolutePath().normalize()));
        }
    }
}
