package dev.retune.store.jdbc;

import dev.retune.store.StoreException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/** The JDBC drivers, which are optional dependencies: stores need them, in-memory studies do not. */
enum Driver {
    SQLITE("SQLite", "sqlite", "org/sqlite/"),
    POSTGRESQL("PostgreSQL", "postgresql", "org/postgresql/");

    private final String database;
    private final String key;
    private final String classes;

    Driver(String database, String key, String classes) {
        this.database = database;
        this.key = key;
        this.classes = classes;
    }

    /**
     * Calls code that needs this library.
     *
     * @param store the store's name in messages
     * @throws StoreException naming the library if it is missing
     */
    <T> T with(Object store, Supplier<T> work) {
        try {
            return work.get();
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).contains(classes)) {
                throw e;
            }
            throw new StoreException(
                    "The store %s needs the driver of %s, which is not there: add the dependency %s"
                            .formatted(store, database, coordinates()),
                    e);
        }
    }

    /** Its coordinates: {@code group:artifact:version}. */
    String coordinates() {
        Properties drivers = new Properties();
        try (InputStream in = Objects.requireNonNull(Driver.class.getResourceAsStream("drivers.properties"))) {
            drivers.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return drivers.getProperty(key);
    }
}
