package dev.retune.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The server of all tests of a run, which has a schema for each store. It is ended with the virtual machine. */
final class PostgresServer {

    private static EmbeddedPostgres server;

    private PostgresServer() {}

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }
        return server;
    }

    /** The address of an empty store of that name. */
    static String newStore(String name) throws SQLException {
        sql("DROP SCHEMA IF EXISTS " + name + " CASCADE", "CREATE SCHEMA " + name);
        return url(name);
    }

    /** The address of an empty database, as Optuna wants it. */
    static String newDatabaseForOptuna(String name) throws SQLException {
        sql("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
        return "postgresql+psycopg2://postgres@localhost:%s/%s".formatted(server().getPort(), name);
    }

    static String url(String name) {
        return "postgresql://postgres:secret@localhost:%s/postgres?currentSchema=%s"
                .formatted(server().getPort(), name);
    }

    static void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
