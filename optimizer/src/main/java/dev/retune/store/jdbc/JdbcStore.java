package dev.retune.store.jdbc;

import dev.retune.space.SearchSpace;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.Session.Work;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.Resource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Studies in a database. */
public final class JdbcStore implements StudyStore {

    /** How long a transaction is retried while concurrent ones block it, or the server is unavailable. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long opening waits for a lock; a longer one is not contention but a program that holds it. */
    private static final Duration OPENING_LOCK = Duration.ofSeconds(5);

    private static final String COLUMNS =
            "SELECT id, name, space, goals, resource, resource_min, resource_max, seed, notes, created FROM study";

    private final Session session;

    private JdbcStore(Session session) {
        this.session = session;
    }

    /**
     * The SQLite database in a file, for the processes of one machine; created if it does not exist. Needs SQLite's
     * JDBC driver, {@code org.xerial:sqlite-jdbc}.
     *
     * @throws StoreException if it cannot be opened: no directory, no permission, locked, not a database, no driver, or
     *     written by a newer Retune, or another program's
     */
    public static JdbcStore sqlite(Path file) {
        return Driver.SQLITE.with(file, () -> {
            SqliteDialect dialect = SqliteDialect.writing(file);
            if (Files.exists(file)) { // writers turn on the write-ahead log as they connect
                prepare(SqliteDialect.reading(file), PATIENCE, Schema::requireOurs);
            }
            return writing(dialect, PATIENCE);
        });
    }

    /**
     * The SQLite database in a file, for reading only: nothing is created, migrated or changed, and the file and its
     * directory may be read-only. Writes throw a {@link StoreException}.
     *
     * @throws StoreException if it does not exist or cannot be read, or has another schema version
     */
    public static JdbcStore sqliteForReading(Path file) {
        return Driver.SQLITE.with(file, () -> reading(SqliteDialect.reading(file), PATIENCE));
    }

    /**
     * A PostgreSQL database, for the processes of many machines; it must exist, its tables are created. Needs
     * PostgreSQL's JDBC driver, {@code org.postgresql:postgresql}. Waits half a minute for an unavailable server, which
     * may be restarting.
     *
     * @param url {@code postgresql://user@host:port/database}, also with a password and with the driver's parameters,
     *     as in {@code ?sslmode=require&currentSchema=retune}; a missing user or password is taken from {@code PGUSER}
     *     and {@code PGPASSWORD}
     * @throws StoreException if it cannot be opened: no such server or database, wrong password, no rights, no driver,
     *     or written by a newer Retune
     * @throws IllegalArgumentException if this is no such URL
     */
    public static JdbcStore postgres(String url) {
        PostgresAddress address = PostgresAddress.of(url, System.getenv());
        return Driver.POSTGRESQL.with(address, () -> writing(PostgresDialect.writing(address), PATIENCE));
    }

    /**
     * A {@linkplain #postgres PostgreSQL} database, for reading only: nothing is created, migrated or changed, and a
     * standby server suffices. Writes throw a {@link StoreException}.
     *
     * @throws StoreException if it cannot be opened, or has another schema version
     * @throws IllegalArgumentException if this is no such URL
     */
    public static JdbcStore postgresForReading(String url) {
        PostgresAddress address = PostgresAddress.of(url, System.getenv());
        return Driver.POSTGRESQL.with(address, () -> reading(PostgresDialect.reading(address), PATIENCE));
    }

    /**
     * @param retryTime how long a transaction is retried while concurrent ones block it, or the server is unavailable
     */
    static JdbcStore writing(Dialect dialect, Duration retryTime) {
        prepare(dialect, retryTime, Schema::bringUpToDate);
        return new JdbcStore(new Session(dialect, retryTime, retryTime));
    }

    static JdbcStore reading(Dialect dialect, Duration retryTime) {
        prepare(dialect, retryTime, Schema::requireUpToDate);
        return new JdbcStore(new Session(dialect, retryTime, retryTime));
    }

    private static void prepare(Dialect dialect, Duration retryTime, Consumer<Schema> how) {
        Duration lock = retryTime.compareTo(OPENING_LOCK) < 0 ? retryTime : OPENING_LOCK;
        try (Session session = new Session(dialect, lock, retryTime)) {
            how.accept(new Schema(dialect, session));
        }
    }

    @Override
    public StoredStudy open(StudyDefinition definition) {
        return session.writeDurably(() -> {
            create(newId(), definition, session.now());
            JdbcStudy study = find(definition.name(), Optional.of(definition)).orElseThrow();
            nameTarget(study.definition());
            return study;
        });
    }

    @Override
    public StoredStudy restore(StudyCopy copy) {
        StudyDefinition definition = copy.definition();
        long id = newId();
        Work<Optional<JdbcStudy>> restored =
                () -> session.first(Sql.of(COLUMNS + " WHERE id = ?", id), row -> study(row, Optional.of(definition)));
        return session.writeOnceDurably(
                restored,
                () -> session.transaction(() -> {
                    if (!create(id, definition, copy.created())) {
                        throw new IllegalArgumentException(
                                "The store has a study '%s' already: take another name, or delete it first"
                                        .formatted(definition.name()));
                    }
                    new RestoredRows(session, id).write(copy);
                    return restored.run().orElseThrow();
                }));
    }

    /** Never reused after a study was deleted. */
    private static long newId() {
        return ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    }

    /** @return whether the name was free */
    private boolean create(long id, StudyDefinition definition, Instant created) throws SQLException {
        return session.update(Sql.of(
                        "INSERT INTO study (id, name, space, goals, resource, resource_min, resource_max, seed, notes,"
                                + " created, trials, revision, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)"
                                + " ON CONFLICT (name) DO NOTHING",
                        id,
                        definition.name(),
                        definition.space().toJson(),
                        Json.write(GoalsJson.write(definition.goals())),
                        definition.resource().name(),
                        definition.resource().min(),
                        definition.resource().max(),
                        definition.seed(),
                        Json.write(definition.notes()),
                        created.toEpochMilli()))
                > 0;
    }

    /** A target without a name gets the requested one. */
    private void nameTarget(StudyDefinition definition) throws SQLException {
        String goals = Json.write(GoalsJson.write(definition.goals()));
        session.update(
                Sql.of("UPDATE study SET goals = ? WHERE name = ? AND goals <> ?", goals, definition.name(), goals));
    }

    private Optional<JdbcStudy> find(String name, Optional<StudyDefinition> requested) throws SQLException {
        return session.first(Sql.of(COLUMNS + " WHERE name = ?", name), row -> study(row, requested));
    }

    /** The requested space replaces the equal stored one, since it has the objects behind the labels. */
    private JdbcStudy study(ResultSet row, Optional<StudyDefinition> requested) throws SQLException {
        String name = row.getString(2);
        String space = row.getString(3);
        String goals = row.getString(4);
        String resource = row.getString(5);
        double min = row.getDouble(6);
        double max = row.getDouble(7);
        long seed = row.getLong(8);
        String notes = row.getString(9);
        StudyDefinition stored = session.understood(
                () -> "study '%s'".formatted(name),
                () -> new StudyDefinition(
                        name,
                        SearchSpace.fromJson(space),
                        GoalsJson.read(Json.map(goals), Json.map(notes)),
                        new Resource(resource, min, max),
                        seed,
                        Json.map(notes)));
        requested.ifPresent(stored::requireSame);
        StudyDefinition definition = new StudyDefinition(
                stored.name(),
                requested.map(StudyDefinition::space).orElse(stored.space()),
                requested.map(r -> stored.goals().namedBy(r.goals())).orElse(stored.goals()),
                stored.resource(),
                stored.seed(),
                stored.notes());
        return new JdbcStudy(session, row.getLong(1), definition, Instant.ofEpochMilli(row.getLong(10)));
    }

    @Override
    public Optional<StoredStudy> find(String name) {
        return session.query(() -> find(name, Optional.empty()).map(study -> study));
    }

    @Override
    public List<StoredStudy> list() {
        return session.query(
                () -> session.list(Sql.of(COLUMNS + " ORDER BY name"), row -> study(row, Optional.empty())));
    }

    @Override
    public void note(String name, String key, Object value) {
        session.writeDurably(() -> {
            // so that nothing is written meanwhile
            session.update(Sql.of("UPDATE study SET notes = notes WHERE name = ?", name));
            StudyDefinition noted = find(name, Optional.empty())
                    .orElseThrow(() -> new IllegalArgumentException("The store has no study '%s'".formatted(name)))
                    .definition()
                    .noted(key, value);
            return session.update(Sql.of("UPDATE study SET notes = ? WHERE name = ?", Json.write(noted.notes()), name));
        });
    }

    @Override
    public boolean delete(String name) {
        Optional<Long> id = session.query(
                () -> session.first(Sql.of("SELECT id FROM study WHERE name = ?", name), row -> row.getLong(1)));
        id.ifPresent(found -> session.writeDurably(Sql.of("DELETE FROM study WHERE id = ?", found)));
        return id.isPresent();
    }

    /**
     * The damage of the store, one sentence each with the study and the trial; empty if there is none. Changes nothing.
     */
    public List<String> problems() {
        List<String> damage = session.query(session::damage);
        return damage.isEmpty() // otherwise the rows may not be readable
                ? session.snapshot(() -> new Integrity(session).problems())
                : damage;
    }

    @Override
    public void close() {
        session.close();
    }
}
