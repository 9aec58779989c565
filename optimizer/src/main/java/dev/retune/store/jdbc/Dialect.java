package dev.retune.store.jdbc;

import dev.retune.store.StoreException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The differences between databases. */
interface Dialect {

    /** The store's name in messages. */
    String name();

    /** A new connection. It does not wait for locks. */
    Connection connect() throws SQLException;

    /**
     * Checks that the connection still belongs to the store, since a deleted file could be read on. @throws
     * StoreException if not
     */
    void requireSame();

    /** A query for the names of all tables in the store's schema. */
    String tables();

    /** Whether other programs may have their tables beside the store's. */
    boolean isShared();

    /**
     * In a writing transaction: locks the schema until the transaction ends. Waits for another process that holds the
     * lock.
     */
    void lockSchema(Connection connection) throws SQLException;

    /** The column type of a run of bytes. */
    String bytesType();

    /** An expression for the time of the store's clock, in milliseconds since 1970. */
    String now();

    /** Begins a transaction that writes. */
    void begin(Connection connection) throws SQLException;

    /** Begins a read-only transaction on a consistent snapshot. */
    void beginReading(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollBack(Connection connection) throws SQLException;

    /** Whether statements that are joined by semicolons make one transaction and one round trip. */
    boolean takesScripts();

    /** The statements of a script that takes one round trip and is durable when it returns. */
    List<Sql> hardened(List<Sql> script);

    /** Returns when all committed transactions are durable; a commit alone may return a moment earlier. */
    void harden(Connection connection) throws SQLException;

    /** The damage that the database itself finds, one sentence each. */
    List<String> damage(Connection connection) throws SQLException;

    /** Whether the transaction failed only because of concurrent ones, and may be repeated. */
    boolean isContention(SQLException e);

    /** Whether the connection is lost, so that it is unknown whether the transaction was committed. */
    boolean isDisconnection(SQLException e);

    /** Whether the disk is full, which may be temporary. */
    boolean isFull(SQLException e);

    /** The failure in one line, with a hint. */
    StoreException explain(SQLException e);
}
