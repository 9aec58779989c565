package dev.retune.store.jdbc;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Stores of other versions. */
class SchemaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Dialect dialect(String kind) throws Exception {
        return kind.equals("sqlite")
                ? SqliteDialect.writing(folder.resolve("retune.db"))
                : PostgresDialect.writing(PostgresAddress.of(PostgresServer.newStore("versions"), Map.of()));
    }

    private static void sql(Dialect dialect, String... statements) throws Exception {
        try (Connection connection = dialect.connect();
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
        Place place = Place.of(kind, folder, kind.equals("sqlite") ? "retune" : "versions");
        place.migrateAsRetune01("1");
        sql(
                dialect,
                "INSERT INTO study (id, name, space, goal, resource, resource_min, resource_max, seed, notes,"
                        + " created, trials,"
                        + " revision, token) VALUES (5, 's',"
                        + " '{\"parameters\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,"
                        + "\"upper\":1}]}', 'MINIMIZE', 'whole', 1, 1, 1, '{}', 0, 1, 3, 1)",
                "INSERT INTO trial (study, number, state, configuration, resource, started, ended, outcome,"
                        + " handed_out, token,"
                        + " filled_at, ended_at, changed_at) VALUES (5, 0, 'COMPLETED', '{\"x\":0.5}', 1, 10, 20,"
                        + " '{\"values\":[0.25]}', 1, 1, 1, 3, 3)",
                "INSERT INTO report (study, number, step, value, reported_at) VALUES (5, 0, 1, 0.75, 2)");

        try (JdbcStore store = JdbcStore.writing(dialect, PATIENCE)) {
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

    /** What Retune 0.1 wrote: a goal without a name, lists of values, folds and constraints without names. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_ofAStoreOfVersion2_namesWhatHadNoName(String kind) throws Exception {
        Dialect dialect = dialect(kind);
        Place place = Place.of(kind, folder, kind.equals("sqlite") ? "retune" : "versions");
        place.migrateAsRetune01("2");
        for (String study :
                List.of("1, 'plain', 'MINIMIZE', '{}'", "2, 'noted', 'MAXIMIZE', '{\"metric\":\"accuracy\"}'")) {
            String[] parts = study.split(", ");
            sql(
                    dialect,
                    "INSERT INTO study (id, name, goal, notes, space, resource, resource_min, resource_max,"
                            + " seed, created, trials,"
                            + " revision, token) VALUES (" + study
                            + ", '{\"parameters\":[{\"name\":\"x\",\"type\":\"float\","
                            + "\"lower\":0,\"upper\":1}]}', 'whole', 1, 1, 1, 0, 2, 5, 2)",
                    "INSERT INTO trial (study, number, state, configuration, resource, started, ended, outcome,"
                            + " handed_out,"
                            + " token, filled_at, ended_at, changed_at, detailed) VALUES (" + parts[0]
                            + ", 0, 'COMPLETED', '{\"x\":0.5}', 1, 10, 20,"
                            + " '{\"values\":[0.25,7.0],\"folds\":[0.125,0.375],"
                            + "\"constraints\":[-0.5,1.0]}', 1, 1, 1, 3, 3, 1)",
                    "INSERT INTO trial (study, number, state, configuration, resource, started, ended, outcome,"
                            + " handed_out,"
                            + " token, filled_at, ended_at, changed_at) VALUES (" + parts[0]
                            + ", 1, 'PRUNED', '{\"x\":0.25}', 1, 10, 20,"
                            + " '{\"values\":[0.75],\"reason\":\"slow\"}', 1, 2, 4, 5,"
                            + " 5)",
                    "INSERT INTO report (study, number, step, value, reported_at) VALUES (" + parts[0]
                            + ", 0, 1, 0.75, 2)");
        }

        try (JdbcStore store = JdbcStore.writing(dialect, PATIENCE)) {
            assertThat(store.problems()).isEmpty();
            StoredStudy plain = store.find("plain").orElseThrow();
            StoredStudy noted = store.find("noted").orElseThrow();
            assertThat(plain.definition().goals()).isEqualTo(Goals.minimize("value"));
            assertThat(noted.definition().goals()).isEqualTo(Goals.maximize("accuracy"));
            for (StoredStudy study : List.of(plain, noted)) {
                String metric = study.definition().goals().target().metric();
                List<TrialRecord> trials = study.changesSince(0).trials();
                Measurement expected = Measurement.ofFolds(metric, List.of(0.125, 0.375))
                        .and("value2", 7)
                        .constraint("constraint1", -0.5)
                        .constraint("constraint2", 1);
                assertThat(trials.get(0).measurement()).contains(expected);
                assertThat(trials.get(0).reports()).containsExactly(new Report(1, metric, 0.75));
                assertThat(trials.get(1).outcome()).contains(new Outcome.Pruned(Measurement.of(metric, 0.75), "slow"));
                assertThat(study.events()).hasSize(5);
            }
            Goals named = Goals.minimize("loss");
            assertThat(store.open(plain.definition().aimingAt(named))
                            .definition()
                            .goals())
                    .isEqualTo(named);
            assertThat(store.find("plain").orElseThrow().definition().goals()).isEqualTo(named);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.open(noted.definition().aimingAt(Goals.maximize("auc"))))
                    .withMessageContaining("its goal is to maximize accuracy, not to maximize auc");
            assertThat(store.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_ofANewerStore_saysToUpgrade(String kind) throws Exception {
        Dialect dialect = dialect(kind);
        JdbcStore.writing(dialect, PATIENCE).close();
        sql(dialect, "UPDATE retune_schema_history SET version = 7 WHERE version = 3");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(dialect, PATIENCE))
                .withMessage(
                        "The store %s was written by a newer Retune (schema 7, this one knows 3): upgrade, or"
                                + " take another"
                                + " --store",
                        dialect.name());
    }

    @Test
    void open_ofAnotherProgramsFile_isRefusedAndChangesNothing() throws Exception {
        Dialect dialect = dialect("sqlite");
        sql(dialect, "CREATE TABLE customers (name TEXT)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(dialect, PATIENCE))
                .withMessage(
                        "The store %s belongs to another program: it has a table 'customers': take another --store",
                        dialect.name());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.reading(reading("sqlite"), PATIENCE))
                .withMessageContaining("belongs to another program");
        sql(dialect, "INSERT INTO customers (name) VALUES ('one')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"study", "attempt"})
    void open_whereAnotherProgramHasATableOfThatName_isRefusedAndChangesNothing(String table) throws Exception {
        Dialect dialect = dialect("postgres");
        sql(dialect, "CREATE TABLE %s (name TEXT)".formatted(table));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(dialect, PATIENCE))
                .withMessage(
                        "The store %s has a table '%s' of another program: give Retune a schema of its own, as in"
                                + " ?currentSchema=retune",
                        dialect.name(), table);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.reading(reading("postgres"), PATIENCE))
                .withMessageContaining("of another program");
        sql(dialect, "INSERT INTO %s (name) VALUES ('one')".formatted(table));
    }

    @Test
    void open_ofASchemaThatIsNotThere_saysSo() throws Exception {
        PostgresServer.newStore("versions");
        PostgresServer.sql("DROP SCHEMA versions");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.postgres(PostgresServer.url("versions")))
                .withMessageEndingWith("has no schema for tables: create the one that currentSchema names");
    }

    @Test
    void open_ofAnotherProgramThatMigratesItsFile_isRefused() throws Exception {
        Dialect dialect = dialect("sqlite");
        sql(
                dialect,
                "CREATE TABLE flyway_schema_history (version TEXT, script TEXT, success BOOLEAN)",
                "INSERT INTO flyway_schema_history (version, script, success) VALUES ('2', 'V2__customers.sql', TRUE)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(dialect, PATIENCE))
                .withMessageContaining("belongs to another program");
    }

    private Dialect reading(String kind) {
        return kind.equals("sqlite")
                ? SqliteDialect.reading(folder.resolve("retune.db"))
                : PostgresDialect.reading(PostgresAddress.of(PostgresServer.url("versions"), Map.of()));
    }

    @Test
    @Timeout(60)
    void open_ofAFileThatIsDeletedMeanwhile_isRefused() throws Exception {
        Dialect sqlite = dialect("sqlite");
        Dialect deleting = (Dialect) Proxy.newProxyInstance(
                SchemaTest.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lockSchema")) {
                        Files.delete(folder.resolve("retune.db"));
                    }
                    try {
                        return method.invoke(sqlite, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(deleting, PATIENCE))
                .withMessageContaining("was deleted or moved while it was in use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void read_ofAStore_findsWhatIsThereAndRefusesToWrite(String kind) throws Exception {
        StudyDefinition definition = new StudyDefinition(
                "s",
                SearchSpace.of(Parameter.real("x", 0, 1)),
                Goals.of(Target.unnamed(Direction.MINIMIZE)),
                Resource.WHOLE,
                1,
                Map.of());
        try (JdbcStore writer = JdbcStore.writing(dialect(kind), PATIENCE);
                JdbcStore reader = JdbcStore.reading(reading(kind), PATIENCE)) {
            StoredStudy written = writer.open(definition);
            written.enqueue(Proposal.of(definition.space().configuration(Map.of("x", 0.5))), 1);

            StoredStudy read = reader.find("s").orElseThrow();
            assertThat(read.changesSince(0)).isEqualTo(written.changesSince(0));
            assertThat(read.events()).hasSize(1);
            assertThat(reader.problems()).isEmpty();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> reader.delete("s"))
                    .withMessageContaining("read");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> reader.open(definition))
                    .withMessageContaining("read");
            assertThat(writer.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void read_ofAnOlderOrEmptyStore_saysWhatToDoAndChangesNothing(String kind) throws Exception {
        Dialect dialect = dialect(kind);
        sql(dialect, "CREATE TABLE t (x TEXT)", "DROP TABLE t");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.reading(reading(kind), PATIENCE))
                .withMessageContaining("is empty");

        JdbcStore.writing(dialect, PATIENCE).close();
        sql(dialect, "DELETE FROM retune_schema_history WHERE version IN (2, 3)");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcStore.reading(reading(kind), PATIENCE))
                    .withMessageContaining("was written by an older Retune (schema 1, this one reads 3)");
        }
    }
}
