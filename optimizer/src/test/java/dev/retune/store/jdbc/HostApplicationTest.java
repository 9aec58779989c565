package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Retune inside an application that migrates tables of its own by Flyway, from {@code db/migration}, on the same class
 * path.
 */
class HostApplicationTest {

    private static final String HISTORY = "SELECT version, script FROM flyway_schema_history ORDER BY installed_rank";

    @TempDir
    Path folder;

    private static void tell(Place place, int trials) {
        try (JdbcStore store = place.open()) {
            Study study = TellingProcess.study(store, "study", trials);
            while (study.isOpen()) {
                Trial trial = study.ask();
                study.tell(trial, trial.get(TellingProcess.X));
            }
            assertThat(study.trials()).hasSize(trials);
            assertThat(store.problems()).isEmpty();
        }
    }

    private static void assertSound(Place place) throws Exception {
        assertThatCode(() -> place.host().validate()).doesNotThrowAnyException();
        assertThat(place.host().info().pending()).isEmpty();
        assertThat(place.rows("SELECT id, note FROM orders")).containsExactly("1 hello");
        place.assertIsUpToDate();
    }

    @Test
    void host_first_sharesItsSchemaWithTheStore() throws Exception {
        Place place = Place.postgres("host_first");
        place.host().migrate();
        List<String> before = place.rows(HISTORY);

        tell(place, 3);
        tell(place, 5);

        assertThat(place.rows(HISTORY)).isEqualTo(before);
        assertThat(place.host().migrate().migrationsExecuted).isZero();
        assertSound(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void retune_first_sharesItsDatabaseWithTheHost(String kind) throws Exception {
        Place place = Place.of(kind, folder, "retune_first");
        tell(place, 3);

        assertThat(place.host().migrate().migrationsExecuted).isEqualTo(3);

        tell(place, 5);
        assertSound(place);
        try (JdbcStore reader = place.openForReading()) {
            assertThat(reader.list()).hasSize(1);
        }
    }

    @Test
    void host_withAFileOfItsOwn_isDisturbedNoMoreThanTheStore() throws Exception {
        Place host = Place.sqlite(folder.resolve("host.db"));
        Place retune = Place.sqlite(folder.resolve("retune.db"));
        host.host().migrate();
        byte[] before = Files.readAllBytes(folder.resolve("host.db"));

        tell(retune, 3);

        assertThat(retune.tables()).contains("study", "retune_schema_history").doesNotContain("orders", "customers");
        assertThat(folder.resolve("host.db")).hasBinaryContent(before);
    }

    @Test
    void file_ofTheHost_isNotTakenForAStore() throws Exception {
        Place place = Place.sqlite(folder.resolve("host.db"));
        place.host().migrate();
        byte[] before = Files.readAllBytes(folder.resolve("host.db"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(place::open)
                .withMessageContaining("belongs to another program");

        assertThat(folder.resolve("host.db")).hasBinaryContent(before);
    }

    /** A script of the name of ours says nothing: the checksum is another one. */
    @Test
    void host_withATableOfTheNameOfOurs_isAskedForASchemaAndKeepsItsOwn() throws Exception {
        Place place = Place.postgres("host_study");
        place.host().migrate();
        place.sql(
                "CREATE TABLE study (subject TEXT)",
                "UPDATE flyway_schema_history SET script = 'V1__studies_and_trials.sql' WHERE version = '1'");
        List<String> before = place.tables();
        List<String> history = place.rows(HISTORY);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(place::open)
                .withMessageEndingWith("has a table 'study' of another program: give Retune a schema of its own, as in"
                        + " ?currentSchema=retune");

        assertThat(place.tables()).isEqualTo(before);
        assertThat(place.rows(HISTORY)).isEqualTo(history);
    }

    @Test
    void host_withAHistoryThatMayNotBeRead_isLeftAlone() throws Exception {
        Place place = Place.postgres("host_private");
        place.host().migrate();
        place.sql(
                "DROP ROLE IF EXISTS retune_guest",
                "CREATE ROLE retune_guest LOGIN",
                "GRANT USAGE, CREATE ON SCHEMA host_private TO retune_guest");
        Place guest = new Place(
                place.store().replace("postgres:secret@", "retune_guest@"), place.url(), "retune_guest", "BYTEA");

        tell(guest, 3);

        assertSound(place);
        place.sql("DROP SCHEMA host_private CASCADE", "DROP ROLE retune_guest");
    }
}
