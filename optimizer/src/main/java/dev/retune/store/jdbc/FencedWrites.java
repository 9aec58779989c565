package dev.retune.store.jdbc;

import dev.retune.store.Lease;
import dev.retune.strategy.Proposal;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The writes of a lease's holder. Each write has the fencing token of the lease in its condition, so that writes with
 * an old lease change nothing, and may be repeated.
 */
final class FencedWrites {

    private static final String FILLED = StudyRow.OWNED + " AND configuration IS NOT NULL";

    private final Session session;
    private final StudyRow study;
    private final TrialRows rows;

    FencedWrites(Session session, StudyRow study, TrialRows rows) {
        this.session = session;
        this.study = study;
        this.rows = rows;
    }

    TrialRecord fill(Lease lease, Proposal proposal, double resource, long basis) {
        int filled = session.writeDurably(study.raise(), filling(lease, proposal, resource, basis));
        study.requireDone(filled, lease);
        return filled(lease, proposal, resource);
    }

    Optional<TrialRecord> fillUnlessTaken(Lease lease, Proposal proposal, double resource, long basis) {
        int filled = session.writeDurably(
                study.raise(),
                filling(lease, proposal, resource, basis)
                        .and(
                                " AND NOT EXISTS (SELECT 1 FROM trial other WHERE other.study = trial.study"
                                        + " AND other.changed_at > ? AND other.filled_at > ?"
                                        + " AND other.number <> trial.number AND other.configuration = ?)",
                                basis,
                                basis,
                                Json.write(proposal.configuration().toJson())));
        if (filled == 0 && session.query(() -> study.isOwned(lease))) {
            return Optional.empty();
        }
        study.requireDone(filled, lease);
        return Optional.of(filled(lease, proposal, resource));
    }

    private Sql filling(Lease lease, Proposal proposal, double resource, long basis) {
        return Sql.of(
                "UPDATE trial SET state = ?, configuration = ?, resource = ?, continues = ?, basis = ?,"
                        + " filled_at = COALESCE(filled_at, " + StudyRow.REVISION + "), changed_at = "
                        + StudyRow.REVISION
                        + StudyRow.OWNED,
                State.RUNNING.name(),
                Json.write(proposal.configuration().toJson()),
                resource,
                proposal.continues().isPresent() ? proposal.continues().getAsInt() : null,
                basis,
                study.id(),
                lease.trial(),
                lease.token());
    }

    private TrialRecord filled(Lease lease, Proposal proposal, double resource) {
        TrialRecord trial =
                TrialRecord.waiting(lease.trial(), proposal.configuration(), resource, proposal.continues());
        return lease.attempt() == 1 ? trial.started(lease.renewed()) : session.query(() -> rows.trial(lease.trial()));
    }

    void report(Lease lease, Report report) {
        int reported = session.writeDurably(
                study.raise(),
                Sql.of(
                        "INSERT INTO report (study, number, step, value, metric, reported_at) SELECT study, number, ?,"
                                + " CAST(? AS DOUBLE PRECISION), CAST(? AS TEXT), " + StudyRow.REVISION + " FROM trial"
                                + FILLED,
                        report.step(),
                        Double.isNaN(report.value()) ? null : report.value(),
                        metric(report),
                        study.id(),
                        lease.trial(),
                        lease.token()),
                study.owned("UPDATE trial SET detailed = 1, changed_at = " + StudyRow.REVISION + FILLED, lease));
        study.requireDone(reported, lease);
    }

    /** Without a name it is the only target's. */
    static @Nullable String metric(Report report) {
        return report.metric().equals(MetricValue.UNNAMED) ? null : report.metric();
    }

    void note(Lease lease, Map<String, ?> attributes) {
        int noted = session.writeDurably(() -> {
            session.update(study.raise());
            if (!study.isOwned(lease)) {
                return 0;
            }
            Map<String, Object> all = new HashMap<>(rows.trial(lease.trial()).attributes());
            all.putAll(attributes);
            return session.update(Sql.of(
                    "UPDATE trial SET attributes = ?, changed_at = " + StudyRow.REVISION + StudyRow.OWNED,
                    Json.write(all),
                    study.id(),
                    lease.trial(),
                    lease.token()));
        });
        study.requireDone(noted, lease);
    }

    void finish(Lease lease, Outcome outcome) {
        int ended = session.writeDurably(
                study.raise(),
                Sql.of(
                        "UPDATE trial SET state = ?, outcome = ?, ended = {now}, worker = NULL, renewed = NULL,"
                                + " expires = NULL, ended_at = " + StudyRow.REVISION + ", changed_at = "
                                + StudyRow.REVISION + FILLED,
                        State.of(outcome).name(),
                        Json.write(outcome),
                        study.id(),
                        lease.trial(),
                        lease.token()));
        if (ended == 0 && !isEnded(lease, outcome)) {
            study.requireDone(ended, lease);
        }
    }

    private boolean isEnded(Lease lease, Outcome outcome) {
        return session.query(() -> session.first(
                        Sql.of(
                                "SELECT number FROM trial WHERE study = ? AND number = ? AND token = ? AND outcome = ?",
                                study.id(),
                                lease.trial(),
                                lease.token(),
                                Json.write(outcome)),
                        row -> true)
                .isPresent());
    }

    void saveCheckpoint(Lease lease, byte[] content) {
        int saved = session.writeDurably(
                // so that no other worker takes it meanwhile
                study.owned("UPDATE trial SET worker = worker" + StudyRow.OWNED, lease),
                Sql.of(
                        "INSERT INTO checkpoint (study, number, content) SELECT study, number, ? FROM trial"
                                + StudyRow.OWNED
                                + " ON CONFLICT (study, number) DO UPDATE SET content = excluded.content",
                        content,
                        study.id(),
                        lease.trial(),
                        lease.token()));
        study.requireDone(saved, lease);
    }
}
