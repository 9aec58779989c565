package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Stores of other versions. */
class SchemaTest {

    @TempDir
    Path folder;

    private Dialect dialect(String kind) throws Exception {
        return kind.equals("sqlite")
                ? new SqliteDialect(folder.resolve("retune.db"), 1000)
                : new PostgresDialect(PostgresAddress.of(PostgresServer.newStore("versions"), Map.of()));
    }

    private static void sql(Dialect dialect, String... statements) throws Exception {
        try (Connection connection = dialect.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_ofAnOlderStore_bringsItUpToDateWithAllThatIsInIt(String kind) throws Exception {
        Dialect dialect = dialect(kind);
        Flyway.configure()
                .dataSource(dialect.source())
                .locations("classpath:db/migration")
                .placeholders(Map.of("bytes", dialect.bytesType()))
                .target("1")
                .load()
                .migrate();
        sql(
                dialect,
                "INSERT INTO study (id, name, space, goal, resource, resource_min, resource_max, seed, notes, created, trials,"
                        + " revision, token) VALUES (5, 's', '{\"parameters\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,"
                        + "\"upper\":1}]}', 'MINIMIZE', 'whole', 1, 1, 1, '{}', 0, 1, 3, 1)",
                "INSERT INTO trial (study, number, state, configuration, resource, started, ended, outcome, handed_out, token,"
                        + " filled_at, ended_at, changed_at) VALUES (5, 0, 'COMPLETED', '{\"x\":0.5}', 1, 10, 20,"
                        + " '{\"values\":[0.25]}', 1, 1, 1, 3, 3)",
                "INSERT INTO report (study, number, step, value, reported_at) VALUES (5, 0, 1, 0.75, 2)");

        try (JdbcStore store = JdbcStore.of(dialect)) {
            StoredStudy study = store.find("s").orElseThrow();
            List<TrialRecord> trials = study.changesSince(0).trials();
            assertThat(trials).singleElement().satisfies(trial -> {
                assertThat(trial.value()).isEqualTo(0.25);
                assertThat(trial.reports()).containsExactly(new Report(1, 0.75));
            });
            assertThat(study.events()).hasSize(3);
            assertThat(store.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_ofANewerStore_saysToUpgrade(String kind) throws Exception {
        Dialect dialect = dialect(kind);
        JdbcStore.of(dialect).close();
        sql(dialect, "UPDATE flyway_schema_history SET version = '7' WHERE version = '2'");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.of(dialect))
                .withMessage(
                        "The store %s was written by a newer Retune (schema 7, this one knows 2): upgrade, or take another"
                                + " --store",
                        dialect.name());
    }
}
