package dev.retune.store.jdbc;

import dev.retune.store.StoreException;

import java.sql.SQLException;
import java.util.List;

/**
 * Creates and migrates the tables by {@linkplain Migration scripts}, which are recorded in the table
 * {@code retune_schema_history}. A database may contain other tables, and be migrated by other programs.
 */
final class Schema {

    /** The newest known version. */
    static final int VERSION = Migration.ALL.size();

    private static final String HISTORY = "retune_schema_history";
    private static final List<String> TABLES = List.of("study", "trial", "report", "checkpoint", "handover", "attempt");
    private static final String OTHER_STORE = "take another --store";

    private final Dialect dialect;
    private final Session session;
    private final FlywayHistory flyway;

    Schema(Dialect dialect, Session session) {
        this.dialect = dialect;
        this.session = session;
        this.flyway = new FlywayHistory(session);
    }

    /** @param noted whether our history records it; otherwise Flyway's does, or there are no tables */
    private record Version(int version, boolean noted) {}

    /**
     * Creates or migrates the tables. If they are up to date, this takes two queries.
     *
     * @throws StoreException if they were written by a newer Retune, or belong to another program
     */
    void bringUpToDate() {
        boolean done = session.query(() -> tables().contains(HISTORY) && noted() == VERSION);
        if (!done) {
            session.writeDurably(() -> {
                migrate();
                return VERSION;
            });
        }
    }

    /** @throws StoreException if there are tables that were written by a newer Retune, or belong to another program */
    void requireOurs() {
        session.snapshot(this::find);
    }

    /** @throws StoreException if there are no tables, or they were written by another Retune, or another program */
    void requireUpToDate() {
        int found = session.snapshot(this::find).version();
        if (found == 0) {
            throw refused("is empty", "name the one that 'retune tune' was run with");
        }
        if (found < VERSION) {
            throw refused(
                    "was written by an older Retune (schema %s, this one reads %s)".formatted(found, VERSION),
                    "migrate it with 'retune doctor --migrate STORE'");
        }
    }

    /** Atomic; other processes wait meanwhile, and then find the result. */
    private void migrate() throws SQLException {
        session.lockSchema();
        Version found = find();
        if (!found.noted()) {
            session.update(Sql.of("CREATE TABLE " + HISTORY
                    + " (version INTEGER NOT NULL PRIMARY KEY, script TEXT NOT NULL, applied BIGINT NOT NULL)"));
            for (Migration migration : Migration.ALL.subList(0, found.version())) {
                note(migration);
            }
            if (found.version() > 0) {
                flyway.forget();
            }
        }
        for (Migration migration : Migration.ALL.subList(found.version(), VERSION)) {
            for (Sql statement : migration.statements(dialect)) {
                session.update(statement);
            }
            note(migration);
        }
    }

    private void note(Migration migration) throws SQLException {
        session.update(Sql.of(
                "INSERT INTO " + HISTORY + " (version, script, applied) VALUES (?, ?, {now})",
                migration.version(),
                migration.script()));
    }

    private List<String> tables() throws SQLException {
        return session.list(Sql.of(dialect.tables()), row -> row.getString(1));
    }

    private int noted() throws SQLException {
        return session.first(Sql.of("SELECT MAX(version) FROM " + HISTORY), row -> row.getInt(1))
                .orElseThrow();
    }

    /** It takes several statements, so it must be in a transaction that has locked the schema, or only reads. */
    private Version find() throws SQLException {
        List<String> tables = tables();
        boolean noted = tables.contains(HISTORY);
        int version = noted ? noted() : flyway.version(tables);
        if (version > VERSION) {
            throw refused(
                    "was written by a newer Retune (schema %s, this one knows %s)".formatted(version, VERSION),
                    "upgrade, or " + OTHER_STORE);
        }
        if (version == 0) {
            requireRoom(tables);
        }
        return new Version(version, noted);
    }

    /**
     * A PostgreSQL database may be shared with other programs, a file may not. @throws StoreException if there are
     * other tables
     */
    private void requireRoom(List<String> tables) throws SQLException {
        if (dialect.isShared()) {
            for (String table : tables) {
                if (TABLES.contains(table)) {
                    throw refused(
                            "has a table '%s' of another program".formatted(table),
                            "give Retune a schema of its own, as in ?currentSchema=retune");
                }
            }
        } else if (!tables.isEmpty() && !flyway.isAlone(tables)) {
            throw refused("belongs to another program: it has a table '%s'".formatted(tables.get(0)), OTHER_STORE);
        }
    }

    private StoreException refused(String what, String hint) {
        return new StoreException("The store %s %s: %s".formatted(dialect.name(), what, hint), null);
    }
}
