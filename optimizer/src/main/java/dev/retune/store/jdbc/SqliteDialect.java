package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

import javax.sql.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One file, for the processes of one machine. With write-ahead logging readers and writers do not wait for one another, and
 * what was committed outlives the death of a process. A power cut may take back the last moments, but not tear the file:
 * {@code synchronous = NORMAL}, since a flush to disk with each report costs fifty times as much.
 */
final class SqliteDialect implements Dialect {

    private final Path file;
    private final SQLiteDataSource source;
    private final SQLiteDataSource impatient;
    private @Nullable Object key; // tells whether the file is still the one that was opened

    /** @throws StoreException if there cannot be a database at that path */
    SqliteDialect(Path path, int busyMillis) {
        this.file = path.toAbsolutePath().normalize();
        requireUsable();
        this.source = source(busyMillis);
        this.impatient = source(0);
    }

    private SQLiteDataSource source(int busyMillis) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(busyMillis);
        config.enforceForeignKeys(true);
        SQLiteDataSource made = new SQLiteDataSource(config);
        made.setUrl("jdbc:sqlite:" + file);
        return made;
    }

    private void requireUsable() {
        Path directory = Objects.requireNonNullElse(file.getParent(), file);
        if (Files.isDirectory(file)) {
            throw error("is a directory", "give the path of a file", null);
        }
        if (!Files.isDirectory(directory)) {
            throw error(
                    "cannot be created: there is no directory " + directory, "create it, or take another path", null);
        }
        if (!Files.isWritable(directory)) {
            throw error("cannot be used: the directory %s is read-only".formatted(directory), writeHint(), null);
        }
        if (!Files.exists(file)) {
            return;
        }
        if (!Files.isReadable(file)) {
            throw error("cannot be read", "allow reading it, or take another --store", null);
        }
        if (!Files.isWritable(file)) {
            throw error("is read-only", writeHint(), null);
        }
    }

    private static String writeHint() {
        return "allow writing it, or take another --store";
    }

    private StoreException noDatabase(@Nullable Throwable cause) {
        return error("is not a database", "take another --store", cause);
    }

    private StoreException error(String what, String hint, @Nullable Throwable cause) {
        return new StoreException("The store %s %s: %s".formatted(file, what, hint), cause);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public String bytesType() {
        return "BLOB";
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = impatient.getConnection();
        requireSameFile();
        return connection;
    }

    @Override
    public String now() {
        return "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";
    }

    /** Shuts out other writers from the start: one that has read before it writes would have to give up. */
    @Override
    public void begin(Connection connection) throws SQLException {
        requireSameFile();
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
    public void harden(Connection connection) {
        // the process may die at any time; for the machine see synchronous = NORMAL
    }

    /** SQLite would go on writing to a file that nobody can find any more. */
    private synchronized void requireSameFile() {
        Object now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw error("was deleted or moved while it was in use", "put it back, or start again", e);
        }
        if (key == null) {
            key = now;
        } else if (!key.equals(now)) {
            throw error("was replaced by another file while it was in use", "put it back, or start again", null);
        }
    }

    @Override
    public List<String> damage(Connection connection) throws SQLException {
        List<String> damage = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
                while (found.next()) {
                    if (!found.getString(1).equals("ok")) {
                        damage.add("the file is damaged: " + found.getString(1).strip());
                    }
                }
            } catch (SQLException e) {
                if (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_CORRUPT) {
                    throw e;
                }
                damage.add("the file is damaged: it cannot even be checked");
            }
            if (!damage.isEmpty()) {
                return damage; // the rows of a damaged file may not even be read
            }
            try (ResultSet found = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (found.next()) {
                    damage.add("the table %s has a row that belongs to no %s"
                            .formatted(found.getString(1), found.getString(3)));
                }
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
            return error("is locked by another program", "end that program, or take another --store", e);
        }
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
            case SQLITE_NOTADB -> noDatabase(e);
            case SQLITE_CORRUPT -> error("is damaged", "restore it from a backup", e);
            case SQLITE_READONLY -> error("is read-only", writeHint(), e);
            case SQLITE_CANTOPEN -> error("cannot be opened", "check the permissions of the file and its directory", e);
            case SQLITE_FULL -> error("cannot grow: the disk is full", "free some space", e);
            case SQLITE_IOERR ->
                error(
                        "cannot be read or written (%s)".formatted(e.getMessage()),
                        "check the disk and its free space",
                        e);
            default -> error("failed (%s)".formatted(e.getMessage()), "see the cause", e);
        };
    }
}
