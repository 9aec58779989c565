package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import dev.retune.store.jdbc.StatementRunner.Result;
import dev.retune.store.jdbc.StatementRunner.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One connection, one transaction at a time. Transactions are short, so the threads of a process share it: that is
 * simpler than a pool, and not slower since writers are serialized. A transaction that was blocked, or whose connection
 * broke, is repeated from its start until the time limit.
 *
 * <p>A <em>durable</em> write survives a crash of the store once the call has returned; other writes become durable
 * with the next durable one.
 */
final class Session implements AutoCloseable {

    /** Part of a transaction, or all of it. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Dialect dialect;
    private final Duration lock;
    private final Duration retryTime;
    private @Nullable StatementRunner runner;
    private int connections;
    private boolean hardened = true;
    private boolean closed;

    /**
     * @param lock how long a blocked transaction is retried
     * @param retryTime how long it is retried if the store is unavailable or its disk is full
     */
    Session(Dialect dialect, Duration lock, Duration retryTime) {
        this.dialect = dialect;
        this.lock = lock;
        this.retryTime = retryTime;
        retrying(this::runner);
    }

    /** How often it was connected. What an earlier connection read may have been undone by a crash of the store. */
    synchronized int connections() {
        return connections;
    }

    /** Reads with single statements, each of which reads committed data. */
    <T> T query(Work<T> work) {
        return retrying(work);
    }

    /** Reads a consistent snapshot with many statements. */
    <T> T snapshot(Work<T> work) {
        return retrying(() -> {
            dialect.beginReading(runner().connection());
            return ended(work);
        });
    }

    /**
     * A transaction of statements that are independent of each other's results. @return how many rows the last one
     * changed
     */
    int write(Sql... script) {
        return retrying(() -> answer(row -> row, script).changed());
    }

    /** The same, durably, in one round trip. */
    int writeDurably(Sql... script) {
        if (!dialect.takesScripts()) {
            return durably(() -> write(script));
        }
        List<Sql> whole = dialect.hardened(List.of(script));
        int last = whole.lastIndexOf(script[script.length - 1]);
        return retrying(() -> {
            int changed =
                    orRolledBack(() -> runner().script(whole, last, row -> row).changed());
            hardened = true;
            return changed;
        });
    }

    /** A durable transaction, which must be idempotent. */
    <T> T writeDurably(Work<T> work) {
        return durably(() -> retrying(() -> transaction(work)));
    }

    /**
     * A transaction that must not be repeated.
     *
     * @param earlier checks whether it was committed, if the answer was lost
     */
    <T> T writeOnce(Work<Optional<T>> earlier, Work<T> work) {
        return retrying(once(earlier, work));
    }

    /** The same, durably. */
    <T> T writeOnceDurably(Work<Optional<T>> earlier, Work<T> work) {
        Work<T> once = once(earlier, work);
        return durably(() -> retrying(once));
    }

    private static <T> Work<T> once(Work<Optional<T>> earlier, Work<T> work) {
        boolean[] again = {false};
        return () -> {
            Optional<T> done = again[0] ? earlier.run() : Optional.empty();
            again[0] = true;
            return done.isPresent() ? done.get() : work.run();
        };
    }

    /** What a crash undid before it was durable is written again. */
    private <T> T durably(Supplier<T> write) {
        while (true) {
            int before = connections();
            T result = write.get();
            if (harden(before)) {
                return result;
            }
        }
    }

    /** @return false if the connection was replaced: the writes may have been undone */
    private boolean harden(int before) {
        return retrying(() -> {
            if (connections != before) {
                return false;
            }
            if (!hardened) { // otherwise another thread did it meanwhile
                dialect.harden(runner().connection());
                hardened = true;
            }
            return true;
        });
    }

    private synchronized <T> T retrying(Work<T> work) {
        if (closed) {
            throw new StoreException("The store %s is closed: open it again".formatted(dialect.name()), null);
        }
        try (RetryBackoff left = new RetryBackoff()) {
            while (true) {
                try {
                    runner();
                    dialect.requireSame();
                    return work.run();
                } catch (SQLException e) {
                    boolean disconnected = dialect.isDisconnection(e);
                    if (disconnected) {
                        disconnect();
                    }
                    boolean away = disconnected || dialect.isFull(e);
                    Duration most = away ? retryTime : lock;
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

    private StatementRunner runner() throws SQLException {
        StatementRunner current = runner;
        if (current == null) {
            current = new StatementRunner(dialect);
            runner = current;
            connections++;
        }
        return current;
    }

    private void disconnect() {
        StatementRunner broken = runner;
        runner = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("The broken connection to {} could not be closed", dialect.name(), e);
            }
        }
    }

    /** Inside {@link #writeOnce}: a transaction whose statements depend on each other's results. */
    <T> T transaction(Work<T> work) throws SQLException {
        hardened = false;
        dialect.begin(runner().connection());
        return ended(work);
    }

    private <T> T ended(Work<T> work) throws SQLException {
        return orRolledBack(() -> {
            T result = work.run();
            dialect.commit(runner().connection());
            return result;
        });
    }

    private <T> T orRolledBack(Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException | RuntimeException | Error e) {
            try {
                dialect.rollBack(runner().connection());
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Inside {@link #writeOnce}: a transaction of statements that are independent of each other's results. @return the
     * number of rows that the last one changed
     */
    <T> List<T> script(Row<T> row, Sql... script) throws SQLException {
        return answer(row, script).rows();
    }

    private <T> Result<T> answer(Row<T> row, Sql... script) throws SQLException {
        int last = script.length - 1;
        if (dialect.takesScripts()) {
            hardened = false;
            return runner().script(List.of(script), last, row);
        }
        return transaction(() -> {
            for (int i = 0; i < last; i++) {
                update(script[i]);
            }
            return runner().script(List.of(script[last]), 0, row);
        });
    }

    /**
     * Reads a stored value.
     *
     * @param what the thing, for the error
     * @throws StoreException if it is damaged
     */
    <T> T understood(Supplier<String> what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) { // whatever the JSON holds
            throw new StoreException(
                    "The store %s is damaged: %s cannot be read (%s): 'retune doctor' tells all that is wrong"
                            .formatted(dialect.name(), what.get(), Json.reason(e)),
                    e);
        }
    }

    Instant now() throws SQLException {
        return first(Sql.of("SELECT {now}"), row -> Instant.ofEpochMilli(row.getLong(1)))
                .orElseThrow();
    }

    /** Inside a writing transaction: locks the schema until it ends. */
    void lockSchema() throws SQLException {
        dialect.lockSchema(runner().connection());
    }

    /** The damage that the database itself finds. */
    List<String> damage() throws SQLException {
        return dialect.damage(runner().connection());
    }

    /** Runs a statement. @return how many rows it changed */
    int update(Sql sql) throws SQLException {
        return runner().update(sql);
    }

    <T> List<T> list(Sql sql, Row<T> row) throws SQLException {
        return runner().list(sql, row);
    }

    <T> Optional<T> first(Sql sql, Row<T> row) throws SQLException {
        List<T> rows = list(sql, row);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
