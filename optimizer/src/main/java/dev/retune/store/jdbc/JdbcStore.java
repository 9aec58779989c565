package dev.retune.store.jdbc;

import dev.retune.space.SearchSpace;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.trial.Goal;
import dev.retune.trial.Resource;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Studies in a database. */
public final class JdbcStore implements StudyStore {

    /** How long a transaction waits for others; they take milliseconds. */
    private static final int PATIENCE_MILLIS = 30_000;

    /** How long opening waits: a lock that lasts longer is not contention but a program that keeps it. */
    private static final int OPENING_PATIENCE_MILLIS = 5_000;

    private static final String COLUMNS =
            "SELECT id, name, space, goal, resource, resource_min, resource_max, seed, notes, created FROM study";

    private final Session session;

    private JdbcStore(Session session) {
        this.session = session;
    }

    /**
     * The SQLite database in a file, for the processes of one machine; created if it is not there.
     *
     * @throws dev.retune.store.StoreException if it cannot be opened: no directory, no permission, locked, not a database, or
     *     written by a newer Retune
     */
    public static JdbcStore sqlite(Path file) {
        return sqlite(file, OPENING_PATIENCE_MILLIS);
    }

    static JdbcStore sqlite(Path file, int openingPatienceMillis) {
        Dialect opening = new SqliteDialect(file, openingPatienceMillis);
        new Schema(opening).prepare();
        return new JdbcStore(new Session(new SqliteDialect(file, PATIENCE_MILLIS), PATIENCE_MILLIS));
    }

    @Override
    public StoredStudy open(StudyDefinition definition) {
        StoredStudy study = session.write(() -> {
            Optional<StoredStudy> there = find(definition.name(), Optional.of(definition));
            return there.isPresent() ? there.get() : create(definition, session.now());
        });
        return study;
    }

    @Override
    public StoredStudy restore(StudyCopy copy) {
        return session.write(() -> {
            String name = copy.definition().name();
            if (find(name, Optional.empty()).isPresent()) {
                throw new IllegalArgumentException(
                        "The store has a study '%s' already: take another name, or delete it first".formatted(name));
            }
            JdbcStudy study = create(copy.definition(), copy.created());
            study.restore(copy);
            return study;
        });
    }

    private JdbcStudy create(StudyDefinition definition, Instant created) throws SQLException {
        long id = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE); // never that of a study deleted earlier
        session.update(
                "INSERT INTO study (id, name, space, goal, resource, resource_min, resource_max, seed, notes, created,"
                        + " trials, revision, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
                id,
                definition.name(),
                definition.space().toJson(),
                definition.goal().name(),
                definition.resource().name(),
                definition.resource().min(),
                definition.resource().max(),
                definition.seed(),
                Json.write(definition.notes()),
                created.toEpochMilli());
        return new JdbcStudy(session, id, definition, Instant.ofEpochMilli(created.toEpochMilli()));
    }

    private Optional<StoredStudy> find(String name, Optional<StudyDefinition> requested) throws SQLException {
        return session.first(COLUMNS + " WHERE name = ?", row -> study(row, requested), name);
    }

    /** The requested space takes the place of the stored one, which it equals: it knows the objects behind the labels. */
    private StoredStudy study(ResultSet row, Optional<StudyDefinition> requested) throws SQLException {
        StudyDefinition stored = new StudyDefinition(
                row.getString(2),
                SearchSpace.fromJson(row.getString(3)),
                Goal.valueOf(row.getString(4)),
                new Resource(row.getString(5), row.getDouble(6), row.getDouble(7)),
                row.getLong(8),
                Json.map(row.getString(9)));
        requested.ifPresent(stored::requireSame);
        StudyDefinition definition = new StudyDefinition(
                stored.name(),
                requested.map(StudyDefinition::space).orElse(stored.space()),
                stored.goal(),
                stored.resource(),
                stored.seed(),
                stored.notes());
        return new JdbcStudy(session, row.getLong(1), definition, Instant.ofEpochMilli(row.getLong(10)));
    }

    @Override
    public Optional<StoredStudy> find(String name) {
        return session.query(() -> find(name, Optional.empty()));
    }

    @Override
    public List<StoredStudy> list() {
        return session.query(() -> session.list(COLUMNS + " ORDER BY name", row -> study(row, Optional.empty())));
    }

    @Override
    public void note(String name, String key, Object value) {
        session.write(() -> {
            StudyDefinition noted = find(name, Optional.empty())
                    .orElseThrow(() -> new IllegalArgumentException("The store has no study '%s'".formatted(name)))
                    .definition()
                    .noted(key, value);
            return session.update("UPDATE study SET notes = ? WHERE name = ?", Json.write(noted.notes()), name);
        });
    }

    @Override
    public boolean delete(String name) {
        return session.write(() -> session.update("DELETE FROM study WHERE name = ?", name) > 0);
    }

    /** What is wrong with the store, a sentence each with the study and the trial; empty if it is sound. Changes nothing. */
    public List<String> problems() {
        return session.read(() -> new Integrity(session).problems());
    }

    @Override
    public void close() {
        session.close();
    }
}
