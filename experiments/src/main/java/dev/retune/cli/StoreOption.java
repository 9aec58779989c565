package dev.retune.cli;

import dev.retune.space.NearestName;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which store. */
final class StoreOption {

    static final String DEFAULT = "retune.db";
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?(\\w{2,}):(.*)");

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Where studies live: an SQLite file, also as sqlite:FILE. Default: " + DEFAULT
                    + " in the working directory.")
    private @Nullable String store;

    boolean isGiven() {
        return store != null;
    }

    /** As if {@code --store} had been given. */
    void name(String named) {
        store = named;
    }

    @Override
    public String toString() {
        return store == null ? DEFAULT : store;
    }

    /** The file of the store. */
    Path file(Console console) {
        String text = store == null ? DEFAULT : store;
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            if (!url.group(1).equals("sqlite")) {
                throw new UsageException(
                        "store '%s' is of an unknown kind '%s': give an SQLite file".formatted(text, url.group(1)));
            }
            text = url.group(2);
        }
        if (text.isBlank()) {
            throw new UsageException("--store names no file: give an SQLite file, such as " + DEFAULT);
        }
        return console.resolve(Path.of(text));
    }

    /** Where files that belong to its studies go: beside it. */
    Path folder(Console console) {
        return file(console).toAbsolutePath().resolveSibling("").normalize();
    }

    /** The store, created if it is not there. */
    JdbcStore open(Console console) {
        Path file = file(console);
        try {
            return JdbcStore.sqlite(file);
        } catch (StoreException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The store, which must be there. */
    JdbcStore existing(Console console) {
        Path file = file(console);
        if (!Files.exists(file)) {
            throw new UsageException(
                    "no store '%s' (looked for %s): name one with --store, or make one with 'retune tune'"
                            .formatted(file, file.toAbsolutePath().normalize()));
        }
        return open(console);
    }

    /** A study of a store. */
    static StoredStudy study(StudyStore store, String name) {
        return store.find(name).orElseThrow(() -> {
            List<String> names = store.list().stream()
                    .map(study -> study.definition().name())
                    .toList();
            return new UsageException("no study '%s' in the store%s"
                    .formatted(name, names.isEmpty() ? ", which is empty" : NearestName.hintOrList(name, names)));
        });
    }
}
