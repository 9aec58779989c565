package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** The file of a database: checks it, opens it, and notices if it was replaced. */
final class SqliteFile {

    private static final String WRITE_HINT = "allow writing it, or take another --store";

    private final Path path;
    private @Nullable Object key; // identifies the file

    SqliteFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** @throws StoreException if there can be no writable database */
    void requireWritable() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw error("cannot be created: there is no directory " + directory, "create it, or take another path");
        }
        if (Files.exists(path)) {
            requireReadable();
        }
        if (!Files.isWritable(directory)) {
            throw error("cannot be used: the directory %s is read-only".formatted(directory), WRITE_HINT);
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw readOnly(null);
        }
    }

    /** @throws StoreException if there is no readable file */
    void requireReadable() {
        if (Files.isDirectory(path)) {
            throw error("is a directory", "give the path of a file");
        }
        if (!Files.exists(path)) {
            throw error("is not there", "check the path");
        }
        if (!Files.isReadable(path)) {
            throw error("cannot be read", "allow reading it, or take another --store");
        }
    }

    private Path directory() {
        return Objects.requireNonNullElse(path.getParent(), path);
    }

    StoreException readOnly(@Nullable Throwable cause) {
        return error("is read-only", WRITE_HINT, cause);
    }

    StoreException error(String what, String hint) {
        return error(what, hint, null);
    }

    StoreException error(String what, String hint, @Nullable Throwable cause) {
        return new StoreException("The store %s %s: %s".formatted(path, what, hint), cause);
    }

    /** Opens it for writing; created if it does not exist. */
    SQLiteDataSource writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(0);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        return source;
    }

    /**
     * Opens it for reading. A process that may write the log beside the file opens it like a writer, and recovers after
     * a killed process; one that may not can still read a log with its index, or a file without a log.
     */
    SQLiteDataSource reading() {
        boolean mayWrite = Files.isWritable(path) && Files.isWritable(directory());
        String mode = mayWrite ? "rw" : hasLog() ? "ro" : "ro&immutable=1";
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(0);
        if (!mayWrite) {
            config.resetOpenMode(SQLiteOpenMode.READWRITE);
            config.setOpenMode(SQLiteOpenMode.READONLY);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:%s?mode=%s".formatted(path.toUri(), mode));
        return source;
    }

    private boolean hasLog() {
        try {
            return Files.size(path.resolveSibling(path.getFileName() + "-wal")) > 0;
        } catch (IOException e) {
            return false; // there is none
        }
    }

    /** SQLite would continue with a deleted file. */
    synchronized void requireSame() {
        Object now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw error("was deleted or moved while it was in use", "put it back, or start again", e);
        }
        if (key == null) {
            key = now;
        } else if (!key.equals(now)) {
            throw error("was replaced by another file while it was in use", "put it back, or start again");
        }
    }
}
