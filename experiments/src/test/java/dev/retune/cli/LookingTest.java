package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Commands that only look change nothing: they neither create a store nor bring it up to date, and a read-only one
 * will do.
 */
class LookingTest {

    private static final List<String> LOOKS = List.of(
            "list",
            "show small",
            "best small",
            "export small",
            "export small --optuna out/optuna.db",
            "report small --output out/report.html",
            "status",
            "status small",
            "replay study.yaml",
            "doctor",
            "backup out/all.jsonl");

    @TempDir
    Path folder;

    private Path stores;
    private Path store;
    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
        Files.createDirectory(folder.resolve("out"));
        stores = Files.createDirectory(folder.resolve("stores"));
        store = stores.resolve("s.db");
    }

    private Result run(String command) {
        return cli.run(Stream.concat(Stream.of(command.split(" ")), Stream.of("--store", "stores/s.db"))
                .toArray(String[]::new));
    }

    private void tune() {
        assertThat(run("tune study.yaml --no-model --no-progress --trials 2").status())
                .isZero();
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is in the folder of the store: names, and hashes of what they hold. */
    private Map<String, Integer> content() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(stores)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private void assertEachLookIsRefused(String message) throws IOException {
        Map<String, Integer> before = content();
        for (String command : LOOKS) {
            Result result = run(command);

            assertThat(result.status()).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines().toList()).singleElement().asString().contains(message);
            assertThat(content()).as(command).isEqualTo(before);
        }
    }

    @Test
    void aLook_intoAStore_changesNothing() throws Exception {
        tune();
        Map<String, Integer> before = content();

        for (String command : LOOKS) {
            assertThat(run(command).status()).as(command).isZero();
            assertThat(content()).as(command).isEqualTo(before).containsOnlyKeys("s.db", "small.html");
        }
    }

    @Test
    void aLook_whereThereIsNoStore_createsNone() throws Exception {
        assertEachLookIsRefused("s.db' (looked for " + store);
    }

    @Test
    void aLook_intoAnOlderStore_doesNotMigrateIt() throws Exception {
        tune();
        sql("DELETE FROM retune_schema_history WHERE version IN (2, 3)");

        assertEachLookIsRefused("was written by an older Retune (schema 1, this one reads 3): migrate it with"
                + " 'retune doctor --migrate STORE'");
    }

    @Test
    void aLook_intoWhatIsNoStore_saysWhatItIs() throws Exception {
        Files.createFile(store);
        assertEachLookIsRefused("s.db is empty: name the one that 'retune tune' was run with");

        Files.writeString(store, "x,y\n1,2\n".repeat(200));
        assertEachLookIsRefused("s.db is not a database: take another --store");
        assertThat(run("tune study.yaml").err()).contains("s.db is not a database: take another --store");

        Files.delete(store);
        sql("CREATE TABLE customers (id INTEGER)");
        assertEachLookIsRefused("s.db belongs to another program: it has a table 'customers'");
        assertThat(run("worker study.yaml").err()).contains("s.db belongs to another program");
    }

    @Test
    void aLook_intoAReadOnlyStore_isAsGood() throws Exception {
        tune();
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(stores, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeTrue(!Files.isWritable(stores), "root may write everywhere");
            for (String command : LOOKS) {
                assertThat(run(command).status()).as(command).isZero();
            }
            assertThat(run("report small --output stores/new.html").err())
                    .contains("new.html' cannot be written: the folder", "is read-only");
            assertThat(run("tune study.yaml").err()).contains("s.db cannot be used: the directory");
            assertThat(run("delete small --yes").err()).contains("s.db cannot be used: the directory");
        } finally {
            Files.setPosixFilePermissions(stores, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
