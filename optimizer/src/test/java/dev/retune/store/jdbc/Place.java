package dev.retune.store.jdbc;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that a test makes its own, and what other programs do with it, also Retune 0.1, which migrated by Flyway.
 */
record Place(String store, String url, String user, String bytes) {

    static Place of(String kind, Path folder, String name) throws SQLException {
        return kind.equals("sqlite") ? sqlite(folder.resolve(name + ".db")) : postgres(name);
    }

    static Place sqlite(Path file) {
        return new Place(file.toString(), "jdbc:sqlite:" + file, "", "BLOB");
    }

    /** A schema, which has nothing in it. */
    static Place postgres(String name) throws SQLException {
        String store = PostgresServer.newStore(name);
        return new Place(store, PostgresAddress.of(store, Map.of()).url(), "postgres", "BYTEA");
    }

    JdbcStore open() {
        return TellingProcess.open(store);
    }

    JdbcStore openForReading() {
        return store.startsWith("postgres")
                ? JdbcStore.postgresForReading(store)
                : JdbcStore.sqliteForReading(Path.of(store));
    }

    /** A host application with its migrations in the usual place, and where it is not the first, with a baseline. */
    Flyway host() {
        return flyway("classpath:db/migration")
                .placeholders(Map.of("greeting", "hello"))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** As Retune 0.1 did. */
    void migrateAsRetune01(String version) {
        flyway("classpath:dev/retune/store/jdbc/migration")
                .placeholders(Map.of("bytes", bytes))
                .target(version)
                .load()
                .migrate();
    }

    private FluentConfiguration flyway(String location) {
        return Flyway.configure().dataSource(url, user, "").locations(location);
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, their values joined by spaces. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }

    /** What Retune has noted of its migrations, each of which it is to have run. */
    void assertIsUpToDate() throws SQLException {
        assertThat(rows("SELECT version, script FROM retune_schema_history ORDER BY version"))
                .containsExactlyElementsOf(Migration.ALL.stream()
                        .map(migration -> migration.version() + " " + migration.script())
                        .toList());
    }

    List<String> tables() throws SQLException {
        return rows(
                url.contains("sqlite")
                        ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                        : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
    }
}
