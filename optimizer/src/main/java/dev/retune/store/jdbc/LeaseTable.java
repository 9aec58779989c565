package dev.retune.store.jdbc;

import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StoredStudy.Claim;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Assigns trials to workers. */
final class LeaseTable {

    static final String RESERVED = "RESERVED";

    private static final String LEASE = "number, worker, token, handed_out, renewed, expires";
    private static final String RESERVED_ONLY = "configuration IS NULL";
    private static final String FILLED = "configuration IS NOT NULL";
    private static final String FREE = " AND ended IS NULL AND (worker IS NULL OR expires <= {now})";
    private static final String FIRST_FREE =
            "SELECT number FROM trial WHERE study = ? AND %s" + FREE + " ORDER BY number LIMIT 1";
    private static final String ATTEMPT =
            "INSERT INTO attempt (study, number, token, worker, started, ended) SELECT study, number, token,"
                    + " worker, started, ";

    private final Session session;
    private final StudyRow study;
    private final TrialRows rows;

    LeaseTable(Session session, StudyRow study, TrialRows rows) {
        this.session = session;
        this.study = study;
        this.rows = rows;
    }

    /** A trial that can be assigned. */
    private record Free(int number, int assigned) {}

    /** The study's counters after a write has raised them. */
    private record Counters(long revision, long token) {}

    List<Lease> leases() {
        return session.query(() -> session.list(
                Sql.of(
                        "SELECT " + LEASE + " FROM trial WHERE study = ? AND worker IS NOT NULL ORDER BY number",
                        study.id()),
                LeaseTable::lease));
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return lease(row.getInt(1), row.getString(2), row, 3);
    }

    /** @param column where token, handed_out, renewed and expires begin */
    static Lease lease(int number, String worker, ResultSet row, int column) throws SQLException {
        return new Lease(
                number,
                worker,
                row.getLong(column),
                row.getInt(column + 1),
                Instant.ofEpochMilli(row.getLong(column + 2)),
                Instant.ofEpochMilli(row.getLong(column + 3)));
    }

    Optional<Lease> reserve(String worker, Duration duration, int limit) {
        Optional<Lease> next = reserveNext(worker, duration, limit);
        while (next.isEmpty()) { // there is a free number, or the limit is reached
            if (!session.query(() -> isAnyFree(RESERVED_ONLY))) {
                study.requireThere();
                return Optional.empty();
            }
            next = reserveAgain(worker, duration);
        }
        return next;
    }

    /** A number whose owner released it or was lost. */
    private Optional<Lease> reserveAgain(String worker, Duration duration) {
        long request = request();
        return session.writeOnce(
                () -> requested(request).map(Optional::of),
                () -> session.transaction(() -> {
                    long token = raise(0).token();
                    Optional<Free> free = lockFirstFree(RESERVED_ONLY);
                    return free.isPresent()
                            ? Optional.of(assign(free.get().number(), worker, duration, token, request))
                            : Optional.empty();
                }));
    }

    /** A new number, unless there is a free one. */
    private Optional<Lease> reserveNext(String worker, Duration duration, int limit) {
        long request = request();
        List<Lease> reserved = session.writeOnce(
                () -> requested(request).map(List::of),
                () -> session.script(
                        LeaseTable::lease,
                        Sql.of(
                                "UPDATE study SET trials = trials + 1, token = " + StudyRow.NEXT_TOKEN
                                        + " WHERE id = ? AND trials < ? AND NOT EXISTS (SELECT 1 FROM trial"
                                        + " WHERE study = ?"
                                        + " AND " + RESERVED_ONLY + FREE + ")",
                                study.id(),
                                limit,
                                study.id()),
                        Sql.of(
                                "INSERT INTO trial (study, number, state, handed_out, worker, token, renewed, expires,"
                                        + " started, request, changed_at) SELECT id, trials - 1, '" + RESERVED
                                        + "', 1, ?, token, clock.time, clock.time + ?, clock.time, ?, 0"
                                        + " FROM study, (SELECT {now} AS time) AS clock WHERE id = ? AND trials"
                                        + " > 0 AND NOT"
                                        + " EXISTS (SELECT 1 FROM trial WHERE study = study.id AND number = trials - 1)"
                                        + " RETURNING " + LEASE,
                                worker,
                                duration.toMillis(),
                                request,
                                study.id())));
        return reserved.stream().findFirst();
    }

    Optional<Claim> claim(String worker, Duration duration, int retries) {
        boolean any = session.query(() -> isAnyFree(FILLED));
        if (!any) {
            return Optional.empty();
        }
        long request = request();
        return session.writeOnceDurably(
                () -> {
                    Optional<Lease> lease = requested(request);
                    return lease.isPresent() ? Optional.of(Optional.of(claimed(lease.get()))) : Optional.empty();
                },
                () -> session.transaction(() -> claimFirst(worker, duration, retries, request)));
    }

    private Optional<Claim> claimFirst(String worker, Duration duration, int retries, long request)
            throws SQLException {
        Counters counters = raise(1);
        while (true) {
            Optional<Free> free = lockFirstFree(FILLED);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            int number = free.get().number();
            int assigned = free.get().assigned();
            if (assigned <= retries) {
                Lease lease = assign(number, worker, duration, counters.token(), request);
                session.update(Sql.of(
                        "UPDATE trial SET state = ?, changed_at = ? WHERE study = ? AND number = ?",
                        State.RUNNING.name(),
                        counters.revision(),
                        study.id(),
                        number));
                session.update(Sql.of(
                        "INSERT INTO handover (study, number, state, handed_at) VALUES (?, ?, ?, ?)",
                        study.id(),
                        number,
                        State.RUNNING.name(),
                        counters.revision()));
                return Optional.of(claimed(lease));
            }
            abandon(number, StoredStudy.abandoned(assigned), counters.revision());
            counters = raise(1);
        }
    }

    private Claim claimed(Lease lease) throws SQLException {
        return new Claim(lease, rows.trial(lease.trial()));
    }

    private Counters raise(int revisions) throws SQLException {
        return session.first(
                        Sql.of(
                                "UPDATE study SET token = " + StudyRow.NEXT_TOKEN
                                        + ", revision = revision + ? WHERE id = ? RETURNING revision, token",
                                revisions,
                                study.id()),
                        row -> new Counters(row.getLong(1), row.getLong(2)))
                .orElseThrow(study::deleted);
    }

    private boolean isAnyFree(String condition) throws SQLException {
        return session.first(Sql.of(FIRST_FREE.formatted(condition), study.id()), row -> true)
                .isPresent();
    }

    /**
     * The one with the lowest number. Renewals are not serialized with this: from here on none can extend its lease.
     */
    private Optional<Free> lockFirstFree(String condition) throws SQLException {
        do {
            Optional<Free> locked = session.first(
                    Sql.of(
                            "UPDATE trial SET worker = worker WHERE study = ? AND number = ("
                                    + FIRST_FREE.formatted(condition) + ")" + FREE + " RETURNING number, handed_out",
                            study.id(),
                            study.id()),
                    row -> new Free(row.getInt(1), row.getInt(2)));
            if (locked.isPresent()) {
                return locked;
            }
        } while (isAnyFree(condition)); // the first was renewed at this moment
        return Optional.empty();
    }

    private Lease assign(int number, String worker, Duration duration, long token, long request) throws SQLException {
        keepAttempt(number);
        return session.first(
                        Sql.of(
                                "UPDATE trial SET detailed = CASE WHEN worker IS NULL THEN detailed ELSE 1 END,"
                                        + " worker = ?, token = ?, handed_out = handed_out + 1, request = ?,"
                                        + " renewed = clock.time, expires = clock.time + ?, started = clock.time"
                                        + " FROM (SELECT {now} AS time) AS clock"
                                        + " WHERE study = ? AND number = ? RETURNING " + LEASE,
                                worker,
                                token,
                                request,
                                duration.toMillis(),
                                study.id(),
                                number),
                        LeaseTable::lease)
                .orElseThrow();
    }

    /** The attempt of a lost worker ends with its last heartbeat. */
    private void keepAttempt(int number) throws SQLException {
        session.update(Sql.of(
                ATTEMPT + "renewed FROM trial WHERE study = ? AND number = ? AND worker IS NOT NULL",
                study.id(),
                number));
    }

    private void abandon(int number, Outcome outcome, long revision) throws SQLException {
        keepAttempt(number);
        session.update(Sql.of(
                "UPDATE trial SET detailed = CASE WHEN worker IS NULL THEN detailed ELSE 1 END, state = ?, outcome = ?,"
                        + " started = NULL, ended = {now}, worker = NULL, renewed = NULL,"
                        + " expires = NULL, ended_at = ?, changed_at = ? WHERE study = ? AND number = ?",
                State.of(outcome).name(),
                Json.write(outcome),
                revision,
                revision,
                study.id(),
                number));
    }

    void renew(Lease lease, Duration duration) {
        int renewed = session.write(Sql.of(
                "UPDATE trial SET renewed = clock.time, expires = clock.time + ? FROM (SELECT {now} AS time) AS clock"
                        + StudyRow.OWNED,
                duration.toMillis(),
                study.id(),
                lease.trial(),
                lease.token()));
        study.requireDone(renewed, lease);
    }

    void release(Lease lease) {
        giveBack(lease, "{now}", 1);
    }

    void expire(Lease lease) {
        giveBack(lease, "renewed", 0);
    }

    private void giveBack(Lease lease, String end, int uncounted) {
        int given = session.write(
                study.raise(),
                study.owned(ATTEMPT + end + " FROM trial" + StudyRow.OWNED, lease),
                study.owned(
                        "INSERT INTO handover (study, number, state, handed_at) SELECT study, number, '"
                                + State.WAITING.name() + "', " + StudyRow.REVISION + " FROM trial" + StudyRow.OWNED
                                + " AND configuration IS NOT NULL",
                        lease),
                Sql.of(
                        "UPDATE trial SET detailed = 1, state = CASE WHEN configuration IS NULL THEN '" + RESERVED
                                + "' ELSE '"
                                + State.WAITING.name() + "' END, worker = NULL, renewed = NULL, expires = NULL,"
                                + " started = NULL, handed_out = handed_out - ?, changed_at = " + StudyRow.REVISION
                                + StudyRow.OWNED,
                        uncounted,
                        study.id(),
                        lease.trial(),
                        lease.token()));
        if (given == 0 && !isGivenBack(lease)) {
            study.requireDone(given, lease);
        }
    }

    private boolean isGivenBack(Lease lease) {
        return session.query(() -> session.first(
                        study.owned(
                                "SELECT number FROM trial WHERE study = ? AND number = ? AND token = ?"
                                        + " AND worker IS NULL AND ended IS NULL",
                                lease),
                        row -> true)
                .isPresent());
    }

    /** Identifies a write if its answer is lost. */
    static long request() {
        return ThreadLocalRandom.current().nextLong();
    }

    private Optional<Lease> requested(long request) throws SQLException {
        return session.first(
                Sql.of(
                        "SELECT " + LEASE + " FROM trial WHERE study = ? AND worker IS NOT NULL AND request = ?",
                        study.id(),
                        request),
                LeaseTable::lease);
    }
}
