package dev.retune.store.jdbc;

import dev.retune.store.StoreException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between databases. */
interface Dialect {

    /** What messages call the store. */
    String name();

    /** A new connection. It does not wait for locks. */
    Connection connect() throws SQLException;

    /**
     * Checks that what was connected is still the store: a deleted file could be read for ever. @throws StoreException
     * if not
     */
    void requireSame();

    /** A query for the names of all tables where the store's are. */
    String tables();

    /** Whether other programs may have their tables beside the store's. */
    boolean isShared();

    /**
     * In a transaction that writes: keeps others from changing the tables until it ends. Waits for who does at this
     * moment.
     */
    void lockSchema(Connection connection) throws SQLException;

    /** The column type of a run of bytes. */
    String bytesType();

    /** An expression for the time by the clock that all users of the store share, in milliseconds since 1970. */
    String now();

    /** Begins a transaction that writes. */
    void begin(Connection connection) throws SQLException;

    /** Begins a transaction that only reads, all of it as it is at one moment. */
    void beginReading(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollBack(Connection connection) throws SQLException;

    /** Whether statements that are joined by semicolons make one transaction and one round trip. */
    boolean takesScripts();

    /** The statements of a script that makes one round trip and when it returns outlives a crash of the store. */
    List<Sql> hardened(List<Sql> script);

    /**
     * Returns when all that was committed would outlive a crash of the store; commits alone may return a moment
     * earlier.
     */
    void harden(Connection connection) throws SQLException;

    /** What the database itself finds damaged, a sentence each. */
    List<String> damage(Connection connection) throws SQLException;

    /** Whether the transaction failed only because others were at work, and may be tried again. */
    boolean isContention(SQLException e);

    /** Whether the connection is gone, so that nobody knows whether the transaction was committed. */
    boolean isDisconnection(SQLException e);

    /** Whether there is no room left on the disk, which may pass. */
    boolean isFull(SQLException e);

    /** What went wrong, in one line with a hint. */
    StoreException explain(SQLException e);
}
