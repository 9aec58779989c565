package dev.retune.store.jdbc;

import dev.retune.store.Event;
import dev.retune.store.Lease;
import dev.retune.store.LeaseLost;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A study in a database. Every write begins by touching the study's row, which puts writers in line, and every write to a
 * trial carries the token of the lease in its condition, which is what fences off the late.
 */
final class JdbcStudy implements StoredStudy {

    private static final String RESERVED = "RESERVED";
    private static final String EXISTS = "SELECT number FROM trial WHERE study = ? AND number = ?";
    private static final String OWNED = " WHERE study = ? AND number = ? AND token = ? AND worker IS NOT NULL";
    private static final String FREE = " AND ended IS NULL AND (worker IS NULL OR expires <= ?)";

    private final Session session;
    private final long id;
    private final StudyDefinition definition;
    private final Instant created;
    private final TrialRows rows;

    JdbcStudy(Session session, long id, StudyDefinition definition, Instant created) {
        this.session = session;
        this.id = id;
        this.definition = definition;
        this.created = created;
        this.rows = new TrialRows(session, id, definition.space());
    }

    /** The study's counters after a write has raised them. */
    private record Counters(long revision, long token, int trials) {}

    @Override
    public StudyDefinition definition() {
        return definition;
    }

    @Override
    public Instant created() {
        return created;
    }

    @Override
    public Instant now() {
        return session.query(session::now);
    }

    @Override
    public Changes changesSince(long since) {
        if (session.query(this::revision) == since) {
            return new Changes(since, List.of());
        }
        return session.read(() -> new Changes(revision(), rows.changedSince(since)));
    }

    private long revision() throws SQLException {
        return session.first("SELECT revision FROM study WHERE id = ?", row -> row.getLong(1), id)
                .orElseThrow(this::deleted);
    }

    @Override
    public List<Lease> leases() {
        return session.query(() -> session.list(
                "SELECT number, worker, token, renewed, expires FROM trial"
                        + " WHERE study = ? AND ended IS NULL AND worker IS NOT NULL ORDER BY number",
                row -> new Lease(
                        row.getInt(1),
                        row.getString(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5))),
                id));
    }

    @Override
    public OptionalInt enqueue(Proposal proposal, int limit) {
        return session.write(() -> {
            Counters counters = raise(true);
            if (counters.trials() >= limit) {
                return OptionalInt.empty();
            }
            int number = counters.trials();
            insert(number, State.WAITING.name());
            fill(number, proposal, State.WAITING, counters.revision(), null);
            return OptionalInt.of(number);
        });
    }

    @Override
    public Optional<Lease> reserve(String worker, Duration duration, int limit) {
        return session.write(() -> {
            Counters counters = raise(false);
            Instant now = session.now();
            OptionalInt free = firstFree("configuration IS NULL", now);
            if (free.isEmpty() && counters.trials() >= limit) {
                return Optional.empty();
            }
            int number = free.orElse(counters.trials());
            if (free.isEmpty()) {
                insert(number, RESERVED);
            }
            return Optional.of(handOut(number, worker, counters.token(), now, duration));
        });
    }

    @Override
    public TrialRecord fill(Lease lease, Proposal proposal, long basis) {
        return session.write(() -> {
            long revision = raise(true).revision();
            requireOwned(lease);
            fill(lease.trial(), proposal, State.RUNNING, revision, basis);
            return rows.trial(lease.trial());
        });
    }

    @Override
    public Optional<Claim> claim(String worker, Duration duration, int retries) {
        boolean any = session.query(
                () -> firstFree("configuration IS NOT NULL", session.now()).isPresent());
        return any ? session.write(() -> claimFirst(worker, duration, retries)) : Optional.empty();
    }

    private Optional<Claim> claimFirst(String worker, Duration duration, int retries) throws SQLException {
        Counters counters = raise(true);
        Instant now = session.now();
        while (true) {
            OptionalInt free = firstFree("configuration IS NOT NULL", now);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            int number = free.getAsInt();
            int handedOut = session.first(
                            "SELECT handed_out FROM trial WHERE study = ? AND number = ?",
                            row -> row.getInt(1),
                            id,
                            number)
                    .orElseThrow();
            if (handedOut <= retries) {
                Lease lease = handOut(number, worker, counters.token(), now, duration);
                session.update(
                        "UPDATE trial SET state = ?, changed_at = ? WHERE study = ? AND number = ?",
                        State.RUNNING.name(),
                        counters.revision(),
                        id,
                        number);
                handOver(number, State.RUNNING, counters.revision());
                return Optional.of(new Claim(lease, rows.trial(number)));
            }
            end(number, StoredStudy.abandoned(handedOut), counters.revision());
        }
    }

    @Override
    public void renew(Lease lease, Duration duration) {
        session.write(() -> {
            Instant now = session.now();
            int renewed = session.update(
                    "UPDATE trial SET renewed = ?, expires = ?" + OWNED,
                    now.toEpochMilli(),
                    now.plus(duration).toEpochMilli(),
                    id,
                    lease.trial(),
                    lease.token());
            if (renewed == 0) {
                throw lost(lease);
            }
            return renewed;
        });
    }

    @Override
    public void report(Lease lease, Report report) {
        session.write(() -> {
            long revision = raise(true).revision();
            requireFilled(lease);
            changed(lease.trial(), revision);
            return session.update(
                    "INSERT INTO report (study, number, step, value, reported_at) VALUES (?, ?, ?, ?, ?)",
                    id,
                    lease.trial(),
                    report.step(),
                    Double.isNaN(report.value()) ? null : report.value(),
                    revision);
        });
    }

    @Override
    public void note(Lease lease, Map<String, ?> attributes) {
        session.write(() -> {
            long revision = raise(true).revision();
            requireOwned(lease);
            changed(lease.trial(), revision);
            Map<String, Object> all = new HashMap<>(rows.trial(lease.trial()).attributes());
            all.putAll(attributes);
            return session.update(
                    "UPDATE trial SET attributes = ? WHERE study = ? AND number = ?",
                    Json.write(all),
                    id,
                    lease.trial());
        });
    }

    @Override
    public void finish(Lease lease, Outcome outcome) {
        session.write(() -> {
            long revision = raise(true).revision();
            boolean again = session.first(
                            "SELECT number FROM trial WHERE study = ? AND number = ? AND token = ? AND outcome = ?",
                            row -> row.getInt(1),
                            id,
                            lease.trial(),
                            lease.token(),
                            Json.write(outcome))
                    .isPresent();
            if (!again) {
                requireFilled(lease);
                end(lease.trial(), outcome, revision);
            }
            return again;
        });
    }

    @Override
    public void release(Lease lease) {
        giveBack(lease, 1);
    }

    @Override
    public void expire(Lease lease) {
        giveBack(lease, 0);
    }

    private void giveBack(Lease lease, int uncounted) {
        session.write(() -> {
            long revision = raise(true).revision();
            requireOwned(lease);
            changed(lease.trial(), revision);
            if (isFilled(lease.trial())) {
                handOver(lease.trial(), State.WAITING, revision);
            }
            return session.update(
                    "UPDATE trial SET state = CASE WHEN configuration IS NULL THEN ? ELSE ? END, worker = NULL,"
                            + " renewed = NULL, expires = NULL, started = NULL, handed_out = handed_out - ?"
                            + " WHERE study = ? AND number = ?",
                    RESERVED,
                    State.WAITING.name(),
                    uncounted,
                    id,
                    lease.trial());
        });
    }

    @Override
    public List<Event> events() {
        return session.read(rows::events);
    }

    @Override
    public OptionalLong basis(int trial) {
        return session.query(() -> session.first(
                        "SELECT basis FROM trial WHERE study = ? AND number = ?",
                        row -> {
                            long basis = row.getLong(1);
                            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(basis);
                        },
                        id,
                        trial)
                .orElseThrow(() -> unknown(trial)));
    }

    @Override
    public Optional<byte[]> checkpoint(int trial) {
        return session.read(() -> {
            if (session.first(EXISTS, row -> row.getInt(1), id, trial).isEmpty()) {
                throw unknown(trial);
            }
            return session.first(
                    "SELECT content FROM checkpoint WHERE study = ? AND number = ?", row -> row.getBytes(1), id, trial);
        });
    }

    @Override
    public void saveCheckpoint(Lease lease, byte[] content) {
        session.write(() -> {
            requireOwned(lease);
            return session.update(
                    "INSERT INTO checkpoint (study, number, content) VALUES (?, ?, ?)"
                            + " ON CONFLICT (study, number) DO UPDATE SET content = excluded.content",
                    id,
                    lease.trial(),
                    content);
        });
    }

    /** Writes the trials of a copy, inside a transaction. */
    void restore(StudyCopy copy) throws SQLException {
        new RestoredRows(session, id).write(copy);
    }

    /** Raises the token, and the revision if others are to see a change; the row stays ours until the end. */
    private Counters raise(boolean visible) throws SQLException {
        return session.first(
                        "UPDATE study SET token = token + 1, revision = revision + ? WHERE id = ?"
                                + " RETURNING revision, token, trials",
                        row -> new Counters(row.getLong(1), row.getLong(2), row.getInt(3)),
                        visible ? 1 : 0,
                        id)
                .orElseThrow(this::deleted);
    }

    /** The lowest number that can be handed out. */
    private OptionalInt firstFree(String condition, Instant now) throws SQLException {
        return session.first(
                        "SELECT number FROM trial WHERE study = ? AND " + condition + FREE + " ORDER BY number LIMIT 1",
                        row -> OptionalInt.of(row.getInt(1)),
                        id,
                        now.toEpochMilli())
                .orElse(OptionalInt.empty());
    }

    private void insert(int number, String state) throws SQLException {
        session.update(
                "INSERT INTO trial (study, number, state, handed_out, token, changed_at) VALUES (?, ?, ?, 0, 0, 0)",
                id,
                number,
                state);
        session.update("UPDATE study SET trials = trials + 1 WHERE id = ?", id);
    }

    private void fill(int number, Proposal proposal, State state, long revision, @Nullable Long basis)
            throws SQLException {
        session.update(
                "UPDATE trial SET state = ?, configuration = ?, resource = ?, continues = ?, basis = ?, filled_at = ?,"
                        + " changed_at = ? WHERE study = ? AND number = ?",
                state.name(),
                Json.write(proposal.configuration().toJson()),
                proposal.resource().orElse(definition.resource().max()),
                proposal.continues().isPresent() ? proposal.continues().getAsInt() : null,
                basis,
                revision,
                revision,
                id,
                number);
    }

    private Lease handOut(int number, String worker, long token, Instant now, Duration duration) throws SQLException {
        Lease lease = new Lease(number, worker, token, now, now.plus(duration));
        session.update(
                "UPDATE trial SET worker = ?, token = ?, renewed = ?, expires = ?, started = ?,"
                        + " handed_out = handed_out + 1 WHERE study = ? AND number = ?",
                worker,
                token,
                now.toEpochMilli(),
                lease.expires().toEpochMilli(),
                now.toEpochMilli(),
                id,
                number);
        return lease;
    }

    private void end(int number, Outcome outcome, long revision) throws SQLException {
        session.update(
                "UPDATE trial SET state = ?, outcome = ?, ended = ?, worker = NULL, renewed = NULL, expires = NULL,"
                        + " ended_at = ?, changed_at = ? WHERE study = ? AND number = ?",
                State.of(outcome).name(),
                Json.write(outcome),
                session.now().toEpochMilli(),
                revision,
                revision,
                id,
                number);
    }

    private void handOver(int number, State state, long revision) throws SQLException {
        session.update(
                "INSERT INTO handover (study, number, state, handed_at) VALUES (?, ?, ?, ?)",
                id,
                number,
                state.name(),
                revision);
    }

    private void changed(int number, long revision) throws SQLException {
        session.update("UPDATE trial SET changed_at = ? WHERE study = ? AND number = ?", revision, id, number);
    }

    private void requireOwned(Lease lease) throws SQLException {
        if (session.first("SELECT number FROM trial" + OWNED, row -> row.getInt(1), id, lease.trial(), lease.token())
                .isEmpty()) {
            throw lost(lease);
        }
    }

    private void requireFilled(Lease lease) throws SQLException {
        requireOwned(lease);
        if (!isFilled(lease.trial())) {
            throw new IllegalArgumentException("Trial %s has no configuration yet: fill it".formatted(lease.trial()));
        }
    }

    private boolean isFilled(int number) throws SQLException {
        return session.first(EXISTS + " AND configuration IS NOT NULL", row -> row.getInt(1), id, number)
                .isPresent();
    }

    private RuntimeException lost(Lease lease) throws SQLException {
        return session.first("SELECT id FROM study WHERE id = ?", row -> row.getLong(1), id)
                .<RuntimeException>map(there -> new LeaseLost(lease))
                .orElseGet(this::deleted);
    }

    private StoreException deleted() {
        return new StoreException("Study '%s' was deleted from its store".formatted(definition.name()), null);
    }

    private IllegalArgumentException unknown(int trial) {
        return new IllegalArgumentException("Study '%s' has no trial %s".formatted(definition.name(), trial));
    }
}
