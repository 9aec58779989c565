package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection, one transaction at a time. Transactions are short, so the threads of a process share it: that is simpler
 * than a pool, and no slower where the database lets in one writer at a time.
 */
final class Session implements AutoCloseable {

    /** A transaction; may be done again from the start if others are in the way. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes something of the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Dialect dialect;
    private final long patienceNanos;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private boolean closed;

    /** @param patienceMillis how long a transaction is tried again while others are in the way */
    Session(Dialect dialect, long patienceMillis) {
        this.dialect = dialect;
        this.patienceNanos = patienceMillis * 1_000_000;
        this.connection = retrying(() -> dialect.source().getConnection());
    }

    <T> T read(Work<T> work) {
        return transaction(false, work);
    }

    <T> T write(Work<T> work) {
        return transaction(true, work);
    }

    /** Reads with a single statement, which needs no transaction around it. */
    synchronized <T> T query(Work<T> work) {
        requireOpen();
        return retrying(work);
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("The store %s is closed: open it again".formatted(dialect.name()), null);
        }
    }

    private synchronized <T> T transaction(boolean writing, Work<T> work) {
        requireOpen();
        return retrying(() -> {
            dialect.begin(connection, writing);
            try {
                T result = work.run();
                execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBackAfter(e);
                throw e;
            }
        });
    }

    private <T> T retrying(Work<T> work) {
        long start = System.nanoTime();
        while (true) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (!dialect.isContention(e) || System.nanoTime() - start > patienceNanos) {
                    throw dialect.explain(e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        boolean interrupted = false;
        try {
            Thread.sleep(1 + ThreadLocalRandom.current().nextInt(20));
        } catch (InterruptedException e) {
            interrupted = true; // what is under way is finished first
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rollBackAfter(Throwable e) {
        try {
            execute("ROLLBACK");
        } catch (SQLException suppressed) {
            e.addSuppressed(suppressed);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Instant now() throws SQLException {
        return dialect.now(connection);
    }

    /** What the database itself finds damaged. */
    List<String> damage() throws SQLException {
        return dialect.damage(connection);
    }

    /** Runs a statement. @return how many rows it changed */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return prepared(sql, arguments).executeUpdate();
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = prepared(sql, arguments).executeQuery()) {
            while (result.next()) {
                rows.add(row.read(result));
            }
        }
        return rows;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
        List<T> rows = list(sql, row, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    private PreparedStatement prepared(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw dialect.explain(e);
        }
    }
}
