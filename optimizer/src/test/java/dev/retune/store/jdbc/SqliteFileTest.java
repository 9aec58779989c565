package dev.retune.store.jdbc;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What can be wrong with a file, and that a file keeps what it was told. */
class SqliteFileTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final StudyDefinition DEFINITION = new StudyDefinition(
            "study", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of());

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("retune.db");
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(SqliteDialect.writing(file), Duration.ofMillis(50)))
                .withMessage(message.formatted(file));
    }

    private static Lease start(StoredStudy study) {
        Lease lease = study.reserve("worker", Duration.ofHours(1), 10).orElseThrow();
        study.fill(lease, Proposal.of(SPACE.configuration(Map.of("x", 0.5))), 0);
        return lease;
    }

    @Test
    void open_ofAnotherProgramsFile_changesNoByteOfIt() throws Exception {
        sql("CREATE TABLE customers (name TEXT)");
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.sqlite(file))
                .withMessageContaining("belongs to another program");

        assertThat(file).hasBinaryContent(before);
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**-wal");
    }

    @Test
    void reopen_findsWhatWasTold() {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            StoredStudy study = store.open(DEFINITION);
            study.finish(start(study), Outcome.completed(0.25));
        }
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            assertThat(store.find("study").orElseThrow().changesSince(0).trials())
                    .singleElement()
                    .satisfies(t -> assertThat(t.value()).isEqualTo(0.25));
        }
    }

    @Test
    void sqlite_whenThereIsNoDirectory_saysWhichOne() {
        file = directory.resolve("none").resolve("retune.db");

        assertRefused("The store %s cannot be created: there is no directory " + file.getParent()
                + ": create it, or take another path");
    }

    @Test
    void sqlite_ofADirectory_isRefused() throws Exception {
        Files.createDirectory(file);

        assertRefused("The store %s is a directory: give the path of a file");
    }

    @Test
    void sqlite_ofAnotherKindOfFile_isRefused() throws Exception {
        Files.writeString(file, "learningRate,accuracy\n0.1,0.97\n");

        assertRefused("The store %s is not a database: take another --store");
    }

    @Test
    void sqlite_ofAFileThatOnlyStartsLikeADatabase_isRefused() throws Exception {
        Files.writeString(file, "SQLite format 3\0" + "x".repeat(4096));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.writing(SqliteDialect.writing(file), Duration.ofMillis(50)))
                .withMessageContaining(file.toString());
    }

    @Test
    void sqlite_writtenByANewerVersion_saysToUpgrade() throws Exception {
        JdbcStore.sqlite(file).close();
        sql("UPDATE retune_schema_history SET version = 7 WHERE version = 2");

        assertRefused(
                "The store %s was written by a newer Retune (schema 7, this one knows 3): upgrade, or take another"
                        + " --store");
    }

    @Test
    void sqlite_lockedByAnotherProgram_isRefused() throws Exception {
        JdbcStore.sqlite(file).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertRefused("The store %s is locked by another program: end that program, or take another --store");
        }
    }

    @Test
    void write_afterTheFileWasDeleted_saysSo() throws Exception {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            StoredStudy study = store.open(DEFINITION);
            Lease lease = start(study);
            Files.delete(file);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> study.finish(lease, Outcome.completed(1)))
                    .withMessageContaining("was deleted or moved while it was in use");
        }
    }

    @Test
    void read_afterTheFileWasDeletedOrReplaced_saysSo() throws Exception {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            StoredStudy study = store.open(DEFINITION);
            Files.move(file, directory.resolve("elsewhere.db"));

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> study.look(0))
                    .withMessageContaining("was deleted or moved while it was in use");
            Files.createFile(file);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(study::events)
                    .withMessageContaining("was replaced by another file while it was in use");
        }
    }

    @Test
    void anyCall_afterClose_saysSo() {
        JdbcStore store = JdbcStore.sqlite(file);
        store.close();
        store.close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::list)
                .withMessage("The store %s is closed: open it again".formatted(file));
    }

    private static void run(String... command) throws Exception {
        boolean done;
        try {
            done = new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            done = false; // there is no such command
        }
        assumeTrue(done, "no right to mount here");
    }

    @Test
    void sqliteForReading_whenNothingIsThere_saysSoAndCreatesNothing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStore.sqliteForReading(file))
                .withMessage("The store %s is not there: check the path".formatted(file));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void sqliteForReading_leavesNothingBesideTheFile() throws Exception {
        JdbcStore.sqlite(file).close();
        byte[] before = Files.readAllBytes(file);

        try (JdbcStore store = JdbcStore.sqliteForReading(file)) {
            assertThat(store.list()).isEmpty();
        }

        assertThat(file).hasBinaryContent(before);
        assertThat(directory.toFile().list()).containsExactly("retune.db");
    }

    /** Root may write wherever it is not a matter of the disk. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sqliteForReading_onAReadOnlyDisk_findsWhatWasTold(boolean closed) throws Exception {
        run("mount", "-t", "tmpfs", "tmpfs", directory.toString());
        try {
            JdbcStore writer = JdbcStore.sqlite(file);
            StoredStudy study = writer.open(DEFINITION);
            study.finish(start(study), Outcome.completed(0.25));
            if (!closed) { // as if its process had been killed
                Path copy = Files.createDirectory(directory.resolve("copy"));
                for (String end : List.of("", "-wal", "-shm")) {
                    Files.copy(directory.resolve("retune.db" + end), copy.resolve("retune.db" + end));
                }
                file = copy.resolve("retune.db");
            }
            writer.close();
            run("mount", "-o", "remount,ro", directory.toString());

            try (JdbcStore store = JdbcStore.sqliteForReading(file)) {
                assertThat(store.find("study").orElseThrow().changesSince(0).trials())
                        .singleElement()
                        .satisfies(t -> assertThat(t.value()).isEqualTo(0.25));
                assertThat(store.problems()).isEmpty();
            }
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcStore.sqlite(file))
                    .withMessageContaining("is read-only");
        } finally {
            run("umount", directory.toString());
        }
    }
}
