package dev.retune.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Where Retune 0.1 noted its migrations: the table that each program has that migrates by Flyway, so it may also be
 * another's, or hold the migrations of both. Ours are told by their scripts and checksums. What is another's stays as
 * it is.
 */
final class FlywayHistory {

    private static final String TABLE = "flyway_schema_history";

    /** The migrations of Retune 0.1, with the checksums that Flyway noted: the version is the place. */
    private static final List<Map.Entry<String, Integer>> OURS = List.of(
            Map.entry("V1__studies_and_trials.sql", 607905692),
            Map.entry("V2__attempts_and_handovers.sql", 1831697962));

    private final Session session;

    FlywayHistory(Session session) {
        this.session = session;
    }

    /** The version of our tables that it notes; 0 if none, or if it is another program's. */
    int version(List<String> tables) throws SQLException {
        if (!tables.contains(TABLE)
                || !tables.contains("study")) { // without our tables nobody asks, nor needs the right to
            return 0;
        }
        return session
                .list(
                        Sql.of("SELECT script, checksum FROM " + TABLE + " WHERE success AND checksum IS NOT NULL"),
                        row -> OURS.indexOf(Map.entry(row.getString(1), row.getInt(2))) + 1)
                .stream()
                .mapToInt(version -> version)
                .max()
                .orElse(0);
    }

    /**
     * Whether there is nothing but this table without a row, as Retune 0.1 left it when it was killed while it started.
     */
    boolean isAlone(List<String> tables) throws SQLException {
        return tables.equals(List.of(TABLE))
                && session.list(Sql.of("SELECT script FROM " + TABLE), row -> row.getString(1))
                        .isEmpty();
    }

    /**
     * Takes our migrations out, for they are noted elsewhere now, and the table if nobody else uses it: Retune 0.1 then
     * refuses the store.
     */
    void forget() throws SQLException {
        for (Map.Entry<String, Integer> migration : OURS) {
            session.update(Sql.of(
                    "DELETE FROM " + TABLE + " WHERE script = ? AND checksum = ?",
                    migration.getKey(),
                    migration.getValue()));
        }
        if (session.list(Sql.of("SELECT script FROM " + TABLE), row -> row.getString(1))
                .isEmpty()) {
            session.update(Sql.of("DROP TABLE " + TABLE));
        }
    }
}
