package dev.retune.store.jdbc;

import dev.retune.store.StoreContract;
import dev.retune.store.StudyStore;
import org.junit.jupiter.api.BeforeAll;

import java.sql.SQLException;

class PostgresStoreTest extends StoreContract {

    private static String url;

    @BeforeAll
    static void createStore() throws SQLException {
        url = PostgresServer.newStore("contract");
        JdbcStore.postgres(url).close();
    }

    /** Migrating anew for each test would take long. */
    @Override
    protected StudyStore newStore() {
        try {
            PostgresServer.sql("DELETE FROM contract.study");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return JdbcStore.postgres(url);
    }
}
