package dev.retune.store.jdbc;

import dev.retune.store.Event;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A study in a database. */
final class JdbcStudy implements StoredStudy {

    private final Session session;
    private final StudyDefinition definition;
    private final Instant created;
    private final StudyRow row;
    private final TrialRows rows;
    private final LeaseTable handouts;
    private final FencedWrites writes;

    JdbcStudy(Session session, long id, StudyDefinition definition, Instant created) {
        this.session = session;
        this.definition = definition;
        this.created = created;
        this.row = new StudyRow(session, id, definition.name());
        this.rows = new TrialRows(session, row, definition);
        this.handouts = new LeaseTable(session, row, rows);
        this.writes = new FencedWrites(session, row, rows);
    }

    @Override
    public StudyDefinition definition() {
        return definition;
    }

    @Override
    public Instant created() {
        return created;
    }

    @Override
    public Look look(long since) {
        return session.query(() -> rows.look(since));
    }

    @Override
    public List<Lease> leases() {
        return handouts.leases();
    }

    @Override
    public OptionalInt enqueue(Proposal proposal, int limit) {
        long request = LeaseTable.request();
        List<Integer> numbers = session.writeOnceDurably(
                () -> session.first(
                                Sql.of("SELECT number FROM trial WHERE study = ? AND request = ?", row.id(), request),
                                found -> found.getInt(1))
                        .map(List::of),
                () -> session.script(
                        inserted -> inserted.getInt(1),
                        Sql.of(
                                "UPDATE study SET trials = trials + 1, revision = revision + 1 WHERE id = ? AND"
                                        + " trials < ?",
                                row.id(),
                                limit),
                        Sql.of(
                                "INSERT INTO trial (study, number, state, configuration, resource, continues,"
                                        + " handed_out,"
                                        + " token, request, filled_at, changed_at) SELECT id, trials - 1, ?, ?, ?,"
                                        + " CAST(? AS INTEGER), 0, 0, ?, revision, revision FROM study WHERE id = ?"
                                        + " AND trials > 0 AND NOT EXISTS"
                                        + " (SELECT 1 FROM trial WHERE study = study.id AND number = trials - 1)"
                                        + " RETURNING number",
                                State.WAITING.name(),
                                Json.write(proposal.configuration().toJson()),
                                whole(proposal),
                                proposal.continues().isPresent()
                                        ? proposal.continues().getAsInt()
                                        : null,
                                request,
                                row.id())));
        if (numbers.isEmpty()) {
            row.requireThere();
            return OptionalInt.empty();
        }
        return OptionalInt.of(numbers.get(0));
    }

    private double whole(Proposal proposal) {
        return proposal.resource().orElse(definition.resource().max());
    }

    @Override
    public Optional<Lease> reserve(String worker, Duration duration, int limit) {
        return handouts.reserve(worker, duration, limit);
    }

    @Override
    public TrialRecord fill(Lease lease, Proposal proposal, long basis) {
        return writes.fill(lease, proposal, whole(proposal), basis);
    }

    @Override
    public Optional<TrialRecord> fillUnlessTaken(Lease lease, Proposal proposal, long basis) {
        return writes.fillUnlessTaken(lease, proposal, whole(proposal), basis);
    }

    @Override
    public Optional<Claim> claim(String worker, Duration duration, int retries) {
        return handouts.claim(worker, duration, retries);
    }

    @Override
    public void renew(Lease lease, Duration duration) {
        handouts.renew(lease, duration);
    }

    @Override
    public void report(Lease lease, Report report) {
        writes.report(lease, report);
    }

    @Override
    public void note(Lease lease, Map<String, ?> attributes) {
        writes.note(lease, attributes);
    }

    @Override
    public void finish(Lease lease, Outcome outcome) {
        writes.finish(lease, outcome);
    }

    @Override
    public void release(Lease lease) {
        handouts.release(lease);
    }

    @Override
    public void expire(Lease lease) {
        handouts.expire(lease);
    }

    @Override
    public List<Event> events() {
        return session.snapshot(rows::events);
    }

    @Override
    public Optional<byte[]> checkpoint(int trial) {
        return session.query(() -> session.first(
                        Sql.of(
                                "SELECT c.content FROM trial t LEFT JOIN checkpoint c ON c.study = t.study"
                                        + " AND c.number = t.number WHERE t.study = ? AND t.number = ?",
                                row.id(),
                                trial),
                        found -> Optional.ofNullable(found.getBytes(1)))
                .orElseThrow(() -> row.unknown(trial)));
    }

    @Override
    public void saveCheckpoint(Lease lease, byte[] content) {
        writes.saveCheckpoint(lease, content);
    }
}
