package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One connection, one transaction at a time. Transactions are short, so the threads of a process share it: that is simpler
 * than a pool, and no slower where writers are let in one at a time. A transaction that others are in the way of, or whose
 * connection broke, is done again from the start until the patience is over.
 */
final class Session implements AutoCloseable {

    /** Part of a transaction, or all of it. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes something of the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Dialect dialect;
    private final Duration lock;
    private final Duration patience;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection connection;
    private int connections;
    private boolean hardened = true;
    private boolean closed;

    /**
     * @param lock how long a transaction is tried again that others are in the way of
     * @param patience how long it is tried again if the store is away or its disk is full
     */
    Session(Dialect dialect, Duration lock, Duration patience) {
        this.dialect = dialect;
        this.lock = lock;
        this.patience = patience;
        retrying(this::connection);
    }

    /** How often it was connected. What was read by an earlier connection may have been taken back by a crash of the store. */
    synchronized int connections() {
        return connections;
    }

    /** Reads with single statements, each of which sees what is committed. */
    <T> T query(Work<T> work) {
        return retrying(work);
    }

    /** Reads with many statements what is committed at one moment. */
    <T> T snapshot(Work<T> work) {
        return retrying(() -> {
            dialect.beginReading(connection());
            return ended(work);
        });
    }

    /** A transaction of statements that do not need one another's answers. @return the rows of the last one */
    <T> List<T> write(Row<T> row, Sql... statements) {
        return retrying(() -> script(row, statements));
    }

    /** A transaction of statements that do not need one another's answers. @return how many rows the last one changed */
    int write(Sql... statements) {
        return retrying(() -> script(statements));
    }

    /** A transaction; to do it again must do no harm. */
    <T> T write(Work<T> work) {
        return retrying(() -> transaction(work));
    }

    /**
     * A transaction that must not be done twice.
     *
     * @param earlier looks whether it was done, when the answer was lost
     */
    <T> T writeOnce(Work<Optional<T>> earlier, Work<T> work) {
        boolean[] again = {false};
        return retrying(() -> {
            Optional<T> done = again[0] ? earlier.run() : Optional.empty();
            again[0] = true;
            return done.isPresent() ? done.get() : work.run();
        });
    }

    /** From now on what was written outlives a crash of the store. */
    void harden() {
        harden(connections());
    }

    /**
     * Writes so that it outlives a crash of the store: what a crash took back before it was hardened is written again.
     *
     * @param write to do it again must do no harm
     */
    <T> T durably(Supplier<T> write) {
        while (true) {
            int before = connections();
            T result = write.get();
            if (harden(before)) {
                return result;
            }
        }
    }

    /** @return false if the connection is another one than before: what was written may have been taken back */
    private boolean harden(int before) {
        return retrying(() -> {
            if (connections != before) {
                return false;
            }
            if (!hardened) { // else another thread did it along
                dialect.harden(connection());
                hardened = true;
            }
            return true;
        });
    }

    private synchronized <T> T retrying(Work<T> work) {
        if (closed) {
            throw new StoreException("The store %s is closed: open it again".formatted(dialect.name()), null);
        }
        try (Patience left = new Patience()) {
            while (true) {
                try {
                    connection();
                    return work.run();
                } catch (SQLException e) {
                    boolean disconnected = dialect.isDisconnection(e);
                    if (disconnected) {
                        disconnect();
                    }
                    boolean away = disconnected || dialect.isFull(e);
                    Duration most = away ? patience : lock;
                    if (!away && !dialect.isContention(e) || left.isOver(most)) {
                        throw dialect.explain(e);
                    }
                    if (left.isTried(most)) {
                        LOG.warn(
                                "{}; trying again for up to {} s",
                                dialect.explain(e).getMessage(),
                                most.toSeconds());
                    }
                    if (away) {
                        left.pauseLong();
                    } else {
                        left.pause();
                    }
                }
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = dialect.connect();
            connection = current;
            connections++;
        }
        return current;
    }

    private void disconnect() {
        Connection broken = connection;
        connection = null;
        statements.clear();
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("The broken connection to {} could not be closed", dialect.name(), e);
            }
        }
    }

    /** Inside {@link #writeOnce}: a transaction whose statements need one another's answers. */
    <T> T transaction(Work<T> work) throws SQLException {
        hardened = false;
        dialect.begin(connection());
        return ended(work);
    }

    private <T> T ended(Work<T> work) throws SQLException {
        try {
            T result = work.run();
            dialect.commit(connection());
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                dialect.rollBack(connection());
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Inside {@link #writeOnce}: the rows of the last one. */
    <T> List<T> script(Row<T> row, Sql... script) throws SQLException {
        if (!dialect.takesScripts()) {
            return transaction(() -> list(allButTheLast(script), row));
        }
        hardened = false;
        PreparedStatement statement = prepared(joined(script));
        boolean isRows = statement.execute();
        for (int i = 1; i < script.length; i++) {
            isRows = statement.getMoreResults();
        }
        List<T> rows = new ArrayList<>();
        if (isRows) {
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
        }
        return rows;
    }

    private int script(Sql... script) throws SQLException {
        if (!dialect.takesScripts()) {
            return transaction(() -> update(allButTheLast(script)));
        }
        hardened = false;
        PreparedStatement statement = prepared(joined(script));
        statement.execute();
        for (int i = 1; i < script.length; i++) {
            statement.getMoreResults();
        }
        return statement.getUpdateCount();
    }

    private Sql allButTheLast(Sql... script) throws SQLException {
        for (int i = 0; i < script.length - 1; i++) {
            update(script[i]);
        }
        return script[script.length - 1];
    }

    private static Sql joined(Sql... script) {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Sql sql : script) {
            texts.add(sql.text());
            arguments.addAll(sql.arguments());
        }
        return new Sql(String.join(";", texts), arguments);
    }

    Instant now() throws SQLException {
        return first(Sql.of("SELECT {now}"), row -> Instant.ofEpochMilli(row.getLong(1)))
                .orElseThrow();
    }

    /** What the database itself finds damaged. */
    List<String> damage() throws SQLException {
        return dialect.damage(connection());
    }

    /** Runs a statement. @return how many rows it changed */
    int update(Sql sql) throws SQLException {
        return prepared(sql).executeUpdate();
    }

    <T> List<T> list(Sql sql, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = prepared(sql).executeQuery()) {
            while (result.next()) {
                rows.add(row.read(result));
            }
        }
        return rows;
    }

    <T> Optional<T> first(Sql sql, Row<T> row) throws SQLException {
        List<T> rows = list(sql, row);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    private PreparedStatement prepared(Sql sql) throws SQLException {
        PreparedStatement statement = statements.get(sql.text());
        if (statement == null) {
            statement = connection().prepareStatement(sql.text().replace("{now}", dialect.now()));
            statements.put(sql.text(), statement);
        }
        for (int i = 0; i < sql.arguments().size(); i++) {
            statement.setObject(i + 1, sql.arguments().get(i));
        }
        return statement;
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
