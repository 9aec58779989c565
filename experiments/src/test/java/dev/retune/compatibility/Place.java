package dev.retune.compatibility;

import dev.retune.cli.Cli;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Where studies of Retune 0.1 are found. */
enum Place {
    /** An SQLite store, as a machine that failed left it. */
    SQLITE {
        @Override
        String store(Cli cli, Path folder) throws IOException {
            String store = Frozen.copy("retune-0.1.db.gz", folder).toString();
            bringUpToDate(cli, store);
            return store;
        }
    },

    /** A PostgreSQL store with the same rows. */
    POSTGRES {
        @Override
        String store(Cli cli, Path folder) throws SQLException {
            String database = "retune" + Server.databases++;
            try (Connection connection = Server.SERVER.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            }
            try (Connection connection =
                            Server.SERVER.getDatabase("postgres", database).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(Frozen.text("retune-0.1.sql.gz"));
            }
            String store = "postgresql://postgres:secret@localhost:%s/%s".formatted(Server.SERVER.getPort(), database);
            bringUpToDate(cli, store);
            return store;
        }
    },

    /** A store into which the backup of the SQLite store was brought. */
    BACKUP {
        @Override
        String store(Cli cli, Path folder) throws IOException {
            Path backup = Frozen.copy("retune-0.1.jsonl.gz", folder);
            String store = folder.resolve("imported.db").toString();
            Cli.Result imported = cli.run("import", backup.toString(), "--store", store);
            assertThat(imported.status()).as(imported.err()).isZero();
            return store;
        }
    };

    /** The store, which this Retune has brought up to date. */
    abstract String store(Cli cli, Path folder) throws IOException, SQLException;

    /** What opens a store to write brings it up to date, and this conversation ends before it has begun a study. */
    private static void bringUpToDate(Cli cli, String store) {
        Cli.Result opened = cli.run("ask-tell", "--store", store, "--study", "none");
        assertThat(opened.status()).as(opened.err()).isZero();
    }

    /** The server of all tests; it ends with the virtual machine. */
    private static final class Server {

        static final EmbeddedPostgres SERVER = start();
        static int databases;

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
