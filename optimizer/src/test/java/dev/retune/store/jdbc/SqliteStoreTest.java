package dev.retune.store.jdbc;

import dev.retune.store.StoreContract;
import dev.retune.store.StudyStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SqliteStoreTest extends StoreContract {

    @TempDir
    static Path directory;

    private static int files;

    /** An empty store; copying it is quicker than migrating anew for each test. */
    @BeforeAll
    static void createTemplate() {
        JdbcStore.sqlite(directory.resolve("template.db")).close();
    }

    @Override
    protected StudyStore newStore() {
        try {
            Path file = directory.resolve("retune-%s.db".formatted(files++));
            return JdbcStore.sqlite(Files.copy(directory.resolve("template.db"), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
