package dev.retune.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The table in which Retune 0.1 recorded its migrations, Flyway's. It may also belong to another program, or contain
 * the migrations of both. Ours are recognized by their scripts and checksums; others are not changed.
 */
final class FlywayHistory {

    private static final String TABLE = "flyway_schema_history";

    /** The migrations of Retune 0.1 with their checksums in Flyway's table, by version. */
    private static final List<Map.Entry<String, Integer>> OURS = List.of(
            Map.entry("V1__studies_and_trials.sql", 607905692),
            Map.entry("V2__attempts_and_handovers.sql", 1831697962));

    private final Session session;

    FlywayHistory(Session session) {
        this.session = session;
    }

    /** The recorded version of our tables; 0 if there is none, or if the table belongs to another program. */
    int version(List<String> tables) throws SQLException {
        if (!tables.contains(TABLE)
                || !tables.contains("study")) { // without our tables it is not read, so no privilege is needed
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
     * Removes our migrations, which are recorded elsewhere now, and the table if no other program uses it; Retune 0.1
     * then refuses the store.
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
