package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A PostgreSQL database, for many machines. Writers of a study are serialized by its row, so a commit that waited for
 * the disk would block all of them. Therefore commits are asynchronous, and durable writes wait for the disk
 * afterwards, together with others ({@link #harden}).
 */
final class PostgresDialect implements Dialect {

    private static final Set<String> CONTENTION = Set.of(
            "40001", // serialization_failure
            "40P01", // deadlock_detected
            "55P03"); // lock_not_available: the wait was longer than lock_timeout

    private static final Set<String> UNREACHABLE = Set.of(
            "57P01", // admin_shutdown
            "57P02", // crash_shutdown
            "57P03", // cannot_connect_now
            "57P05", // idle_session_timeout
            "53300"); // too_many_connections

    /** A key of ours among the advisory locks of the database. */
    private static final int SCHEMA_LOCK = 0x7265746e;

    private static final int CONNECT_SECONDS = 10;

    /** After this time without an answer the connection is considered lost. */
    private static final int SOCKET_SECONDS = 60;

    /** Each statement finds its rows by an index, so a generic plan suffices. */
    private static final String SET_UP = "SET synchronous_commit = off; SET lock_timeout = '20s';"
            + " SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_bitmapscan = off;"
            + " SET jit = off";

    private static final String HARDEN =
            "SELECT set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'retune', '')";

    private final PostgresAddress address;
    private final String setUp;
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    private PostgresDialect(PostgresAddress address, boolean reads) {
        this.address = address;
        this.setUp = SET_UP + "; SET default_transaction_read_only = " + reads;
        source.setApplicationName("retune");
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        source.setUrl(address.url());
        address.user().ifPresent(source::setUser);
        address.password().ifPresent(source::setPassword);
        address.unknownHost().ifPresent(host -> {
            throw error("cannot be reached (there is no host %s)".formatted(host), "check the address", null);
        });
    }

    static PostgresDialect writing(PostgresAddress address) {
        return new PostgresDialect(address, false);
    }

    /** Changes nothing. */
    static PostgresDialect reading(PostgresAddress address) {
        return new PostgresDialect(address, true);
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(setUp);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public String tables() {
        return "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Each later statement reads what the previous holder of the lock has committed. */
    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            statement.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))".formatted(SCHEMA_LOCK));
        }
    }

    @Override
    public String bytesType() {
        return "BYTEA";
    }

    @Override
    public void requireSame() {
        // a database that is dropped ends its connections
    }

    @Override
    public String now() {
        return "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void beginReading(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK"); // also of a transaction that a script has begun
        }
        connection.setAutoCommit(true);
    }

    @Override
    public boolean takesScripts() {
        return true;
    }

    /** The transaction releases its locks before the next one waits for the disk. */
    @Override
    public List<Sql> hardened(List<Sql> script) {
        List<Sql> hardened = new ArrayList<>();
        hardened.add(Sql.of("BEGIN"));
        hardened.addAll(script);
        hardened.add(Sql.of("COMMIT"));
        hardened.add(Sql.of(HARDEN));
        return hardened;
    }

    /** An empty transaction that waits for the disk, and so for all earlier commits. */
    @Override
    public void harden(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HARDEN)) {
            statement.execute();
        }
    }

    /** PostgreSQL enforces references itself, and checks what it reads. */
    @Override
    public List<String> damage(Connection connection) {
        return List.of();
    }

    @Override
    public boolean isContention(SQLException e) {
        return CONTENTION.contains(state(e));
    }

    @Override
    public boolean isFull(SQLException e) {
        return state(e).equals("53100");
    }

    @Override
    public boolean isDisconnection(SQLException e) {
        return state(e).startsWith("08") || UNREACHABLE.contains(state(e));
    }

    private static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }

    @Override
    public StoreException explain(SQLException e) {
        String state = state(e);
        if (state.startsWith("28")) {
            return error(
                    "refuses the user or the password",
                    "give them as in postgresql://user@host/database, the password in PGPASSWORD",
                    e);
        }
        if (isDisconnection(e)) {
            return error(
                    "cannot be reached (%s)".formatted(reason(e)), "check the address, and that the server runs", e);
        }
        if (isContention(e)) {
            return error("is locked by another program", "end that program", e);
        }
        return switch (state) {
            case "3D000" -> error("is not there", "create it with: createdb " + address.database(), e);
            case "3F000" -> error("has no schema for tables", "create the one that currentSchema names", e);
            case "42501" -> error("may not be used (%s)".formatted(reason(e)), "grant the rights to its user", e);
            case "25006" -> error("is read-only", "open it to write, on the primary server", e);
            case "53100" -> error("cannot grow: its disk is full", "free some space", e);
            default -> error("failed (%s)".formatted(reason(e)), "see the cause", e);
        };
    }

    private static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(state(e));
    }

    private StoreException error(String what, String hint, @Nullable SQLException cause) {
        return new StoreException("The store %s %s: %s".formatted(name(), what, hint), cause);
    }
}
