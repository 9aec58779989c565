package dev.retune.store.jdbc;

import dev.retune.store.StoreException;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What differs between databases. */
interface Dialect {

    /** What messages call the store. */
    String name();

    /** Where connections come from. */
    DataSource source();

    /** The column type of a run of bytes. */
    String bytesType();

    /** Begins a transaction; a writing one may at once exclude other writers. */
    void begin(Connection connection, boolean writing) throws SQLException;

    /** The time by the clock that all users of the store share. */
    Instant now(Connection connection) throws SQLException;

    /** What the database itself finds damaged, a sentence each. */
    List<String> damage(Connection connection) throws SQLException;

    /** Whether the transaction failed only because others were at work, and may be tried again. */
    boolean isContention(SQLException e);

    /** What went wrong, in one line with a hint. */
    StoreException explain(SQLException e);
}
