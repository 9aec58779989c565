package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import dev.retune.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Stores of Retune 0.1, which noted its migrations in {@code flyway_schema_history}, go on. */
class OlderStoreTest {

    private static final String SPACE =
            "{\"parameters\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,\"upper\":1}]}";
    private static final String STUDY = "INSERT INTO study (id, name, space, goal, resource, resource_min,"
            + " resource_max, seed, notes, created, trials, revision, token) VALUES (5, 'old', '" + SPACE
            + "', 'MINIMIZE', 'resource', 1, 1, 11, '{}', 0, 0, 0, 0)";

    @TempDir
    Path folder;

    private Place store(String kind, String version) throws Exception {
        Place place = Place.of(kind, folder, "older");
        place.migrateAsRetune01(version);
        place.sql(STUDY);
        return place;
    }

    private static void assertAdopted(Place place) throws Exception {
        assertThat(place.tables())
                .filteredOn(table -> !table.startsWith("sqlite"))
                .containsExactly(
                        "attempt", "checkpoint", "handover", "report", "retune_schema_history", "study", "trial");
        place.assertIsUpToDate();
    }

    @ParameterizedTest
    @CsvSource({"sqlite, 1", "sqlite, 2", "postgres, 1", "postgres, 2"})
    void open_ofAnOlderStore_goesOnWithIt(String kind, String version) throws Exception {
        Place place = store(kind, version);

        for (int trials : List.of(2, 4)) {
            try (JdbcStore store = place.open()) {
                Study study = TellingProcess.study(store, "old", trials);
                while (study.isOpen()) {
                    study.tell(study.ask(), 1);
                }
                assertThat(study.trials()).hasSize(trials);
                assertThat(store.problems()).isEmpty();
            }
            assertAdopted(place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void read_ofAnOlderStore_saysSoAndChangesNothing(String kind) throws Exception {
        Place place = store(kind, "2");
        List<String> before = place.tables();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(place::openForReading)
                .withMessageContaining("was written by an older Retune (schema 2, this one reads %s)", Schema.VERSION);

        assertThat(place.tables()).isEqualTo(before).contains("flyway_schema_history");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_byManyAtOnce_adoptsItOnce(String kind) throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 4; round++) {
                Place place = store(kind, round % 2 == 0 ? "1" : "2");
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<Integer>> opened = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    opened.add(pool.submit(() -> {
                        start.await();
                        try (JdbcStore store = place.open()) {
                            return store.list().size();
                        }
                    }));
                }
                for (Future<Integer> studies : opened) {
                    assertThat(studies.get()).isOne();
                }
                assertAdopted(place);
                if (kind.equals("sqlite")) {
                    Files.delete(Path.of(place.store()));
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void processes_startingOnAnOlderStore_shareTheBudgetExactly(String kind) throws Exception {
        Place place = store(kind, "1");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(TellingProcess.command(place.store(), "old", "trials", "12"))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("errors.txt").toFile()))
                    .start());
        }
        List<String> told = new ArrayList<>();
        for (Process process : processes) {
            told.addAll(process.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("told"))
                    .toList());
            assertThat(process.waitFor()).isZero();
        }
        assertThat(told).hasSize(12).doesNotHaveDuplicates();
        assertAdopted(place);
    }

    /** Where both had {@code db/migration}, Flyway ran the host's scripts on the store and noted them beside ours. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgres"})
    void open_ofAnOlderStoreWithAHostsMigrations_leavesThemToTheHost(String kind) throws Exception {
        Place place = store(kind, "2");
        place.sql("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (3, '3', 'customers', 'SQL', 'V3__customers.sql', 17,"
                + " 'host', 1, TRUE)");

        try (JdbcStore store = place.open()) {
            assertThat(store.find("old")).isPresent();
        }

        assertThat(place.rows("SELECT version, script, checksum FROM flyway_schema_history"))
                .containsExactly("3 V3__customers.sql 17");
        place.assertIsUpToDate();
    }

    @Test
    void open_ofWhatAKilledStartOfRetune01Left_isThatOfAnEmptyStore() throws Exception {
        Place place = store("sqlite", "1");
        place.sql(
                "DROP TABLE checkpoint",
                "DROP TABLE report",
                "DROP TABLE trial",
                "DROP TABLE study",
                "DELETE FROM flyway_schema_history");

        try (JdbcStore store = place.open()) {
            assertThat(store.list()).isEmpty();
        }
        assertThatExceptionOfType(
                        StoreException.class) // which has the history that it looks for, but no tables to go with it
                .isThrownBy(() -> Place.sqlite(folder.resolve("none.db")).openForReading())
                .withMessageContaining("is not there");
    }

    /** What was begun is undone, as if the process had died: the next one finds the store as it was. */
    @Test
    void open_thatFailsHalfWay_leavesTheStoreAsItWas() throws Exception {
        Place place = store("sqlite", "1");
        place.sql("CREATE TABLE attempt (in_the_way TEXT)"); // which the second migration makes, at its end
        List<String> before = place.tables();

        assertThatExceptionOfType(StoreException.class).isThrownBy(place::open).withMessageContaining("attempt");

        assertThat(place.tables()).isEqualTo(before).contains("flyway_schema_history");
        place.sql("DROP TABLE attempt");
        place.open().close();
        assertAdopted(place);
    }
}
