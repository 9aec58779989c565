package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The tables, brought up to date by the migrations in {@code db/migration}. */
final class Schema {

    /** The newest migration that this Retune has. */
    static final int VERSION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final int ATTEMPTS = 20;

    private final Dialect dialect;

    Schema(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Brings the tables up to date. Where they are already, this is one query: migrating takes half a second.
     *
     * @throws StoreException if they were written by a newer Retune
     */
    void prepare() {
        for (int attempt = 1; ; attempt++) {
            int found = version();
            if (found > VERSION) {
                throw new StoreException(
                        "The store %s was written by a newer Retune (schema %s, this one knows %s): upgrade, or take another --store"
                                .formatted(dialect.name(), found, VERSION),
                        null);
            }
            if (found == VERSION) {
                return;
            }
            try {
                migrate();
            } catch (FlywayException e) {
                // another process may be migrating at this very moment
                if (attempt == ATTEMPTS) {
                    throw new StoreException(
                            "The store %s cannot be brought up to date (%s): take another --store"
                                    .formatted(dialect.name(), e.getMessage()),
                            e);
                }
                LOG.debug("migration of {} failed; trying again", dialect.name(), e);
            }
        }
    }

    private void migrate() {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dialect.source())
                .locations("classpath:db/migration")
                .placeholders(Map.of("bytes", dialect.bytesType()))
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** The version of the tables; 0 if there are none. */
    private int version() {
        try (Connection connection = dialect.source().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables =
                    connection.getMetaData().getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
                if (!tables.next()) {
                    return 0;
                }
            }
            try (ResultSet versions =
                    statement.executeQuery("SELECT version FROM flyway_schema_history WHERE success")) {
                int newest = 0;
                while (versions.next()) {
                    newest = Math.max(newest, versions.getInt(1));
                }
                return newest;
            }
        } catch (SQLException e) {
            throw dialect.explain(e);
        }
    }
}
