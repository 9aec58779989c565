package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One file, for the processes of one machine. With write-ahead logging readers and writers do not block one another,
 * and commits survive the end of a process. A power failure may undo the last commits, but does not damage the file:
 * {@code synchronous = NORMAL}, since a flush to disk with each report costs fifty times as much.
 */
final class SqliteDialect implements Dialect {

    private final SqliteFile file;
    private final SQLiteDataSource source;
    private final boolean reads;

    private SqliteDialect(SqliteFile file, SQLiteDataSource source, boolean reads) {
        this.file = file;
        this.source = source;
        this.reads = reads;
    }

    /** @throws StoreException if there cannot be a database at that path */
    static SqliteDialect writing(Path path) {
        SqliteFile file = new SqliteFile(path);
        file.requireWritable();
        return new SqliteDialect(file, file.writing(), false);
    }

    /** Changes nothing. @throws StoreException if there is no file at that path */
    static SqliteDialect reading(Path path) {
        SqliteFile file = new SqliteFile(path);
        file.requireReadable();
        return new SqliteDialect(file, file.reading(), true);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String tables() {
        return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void lockSchema(Connection connection) {
        // no other process writes since the transaction began
    }

    @Override
    public String bytesType() {
        return "BLOB";
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        file.requireSame();
        if (reads) {
            execute(connection, "PRAGMA query_only = ON");
        }
        return connection;
    }

    @Override
    public void requireSame() {
        file.requireSame();
    }

    @Override
    public String now() {
        return "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";
    }

    /**
     * Excludes other writers from the start, since a transaction that reads before it writes would have to be aborted.
     */
    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void beginReading(Connection connection) throws SQLException {
        execute(connection, "BEGIN");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public boolean takesScripts() {
        return false;
    }

    @Override
    public List<Sql> hardened(List<Sql> script) {
        throw new UnsupportedOperationException("SQLite takes one statement at a time");
    }

    @Override
    public void harden(Connection connection) {
        // the process may die at any time; for the machine see synchronous = NORMAL
    }

    @Override
    public List<String> damage(Connection connection) throws SQLException {
        List<String> damage = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
                while (found.next()) {
                    if (!found.getString(1).equals("ok")) {
                        damage.add("the file is damaged: "
                                + found.getString(1).strip().replaceAll("\\s*\\R\\s*", ", "));
                    }
                }
            } catch (SQLException e) {
                if (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_CORRUPT) {
                    throw e;
                }
                damage.add("the file is damaged: it cannot even be checked");
            }
        }
        return damage;
    }

    @Override
    public boolean isContention(SQLException e) {
        int code = e.getErrorCode() & 0xff; // extended codes carry the plain one in the lowest byte
        return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    @Override
    public boolean isFull(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    @Override
    public boolean isDisconnection(SQLException e) {
        return false;
    }

    @Override
    public StoreException explain(SQLException e) {
        if (isContention(e)) {
            return file.error("is locked by another program", "end that program, or take another --store", e);
        }
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
            case SQLITE_NOTADB -> file.error("is not a database", "take another --store", e);
            case SQLITE_CORRUPT -> file.error("is damaged", "restore it from a backup", e);
            case SQLITE_READONLY ->
                reads ? file.error("was opened to be read only", "open it to write", e) : file.readOnly(e);
            case SQLITE_CANTOPEN ->
                reads
                        ? file.error(
                                "cannot be read with its log %s-wal".formatted(file),
                                "copy both to a directory of yours",
                                e)
                        : file.error("cannot be opened", "check the permissions of the file and its directory", e);
            case SQLITE_FULL -> file.error("cannot grow: the disk is full", "free some space", e);
            case SQLITE_IOERR ->
                file.error(
                        "cannot be read or written (%s)".formatted(e.getMessage()),
                        "check the disk and its free space",
                        e);
            default -> file.error("failed (%s)".formatted(e.getMessage()), "see the cause", e);
        };
    }
}
