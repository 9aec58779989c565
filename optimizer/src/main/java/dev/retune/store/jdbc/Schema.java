package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables, brought up to date by the migrations in {@code db/migration}. */
final class Schema {

    /** The newest migration that this Retune has. */
    static final int VERSION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final int ATTEMPTS = 20;
    private static final String HISTORY = "flyway_schema_history";
    private static final String FIRST = "V1__studies_and_trials.sql";
    private static final String OTHER_STORE = "take another --store";

    private final Dialect dialect;
    private final Session session;

    Schema(Dialect dialect, Session session) {
        this.dialect = dialect;
        this.session = session;
    }

    /**
     * Creates the tables, or brings them up to date. Where they are already, this is two queries: migrating takes half a second.
     *
     * @throws StoreException if they were written by a newer Retune, or are another program's
     */
    void bringUpToDate() {
        @Nullable FlywayException failure = null;
        for (int attempt = 1; version() < VERSION; attempt++) {
            if (attempt > ATTEMPTS) {
                String reason = failure == null ? "its tables do not stay" : failure.getMessage();
                throw refused("cannot be brought up to date (%s)".formatted(reason), OTHER_STORE, failure);
            }
            try {
                migrate();
            } catch (FlywayException e) { // another process may be migrating at this very moment
                failure = e;
                LOG.debug("migration of {} failed; trying again", dialect.name(), e);
            }
        }
    }

    /** @throws StoreException if there are tables, and they were written by a newer Retune, or are another program's */
    void requireOurs() {
        version();
    }

    /** @throws StoreException if there are no tables, or they were written by another Retune, or another program */
    void requireUpToDate() {
        int found = version();
        if (found == 0) {
            throw refused("is empty", "name the one that 'retune tune' was run with", null);
        }
        if (found < VERSION) {
            throw refused(
                    "was written by an older Retune (schema %s, this one reads %s)".formatted(found, VERSION),
                    "bring it up to date with 'retune tune' or another command that writes to it",
                    null);
        }
    }

    private void migrate() {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dialect.source())
                .locations("classpath:db/migration")
                .placeholders(Map.of("bytes", dialect.bytesType()))
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** The version of the tables, not newer than ours; 0 if there are none. */
    private int version() {
        int found = session.query(this::newest);
        if (found > VERSION) {
            throw refused(
                    "was written by a newer Retune (schema %s, this one knows %s)".formatted(found, VERSION),
                    "upgrade, or " + OTHER_STORE,
                    null);
        }
        return found;
    }

    private int newest() throws SQLException {
        List<String> tables = session.list(Sql.of(dialect.tables()), row -> row.getString(1));
        Map<String, Integer> migrations = new HashMap<>(); // versions by scripts
        if (tables.contains(HISTORY)) {
            session.list(
                    Sql.of("SELECT script, version FROM " + HISTORY + " WHERE success"),
                    row -> migrations.put(row.getString(1), row.getInt(2)));
        } else if (!tables.isEmpty()) {
            throw foreign(tables);
        }
        if (!migrations.isEmpty() && !migrations.containsKey(FIRST)) {
            throw foreign(tables);
        }
        return migrations.values().stream().mapToInt(version -> version).max().orElse(0);
    }

    private StoreException foreign(List<String> tables) {
        return refused("belongs to another program: it has a table '%s'".formatted(tables.get(0)), OTHER_STORE, null);
    }

    private StoreException refused(String what, String hint, @Nullable Throwable cause) {
        return new StoreException("The store %s %s: %s".formatted(dialect.name(), what, hint), cause);
    }
}
