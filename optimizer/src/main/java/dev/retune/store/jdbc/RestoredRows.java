package dev.retune.store.jdbc;

import dev.retune.store.StudyCopy;
import dev.retune.trial.Attempt;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes the trials of a copy into a study that has none, inside a transaction. Each is one revision. */
final class RestoredRows {

    private final Session session;
    private final long study;

    RestoredRows(Session session, long study) {
        this.session = session;
        this.study = study;
    }

    void write(StudyCopy copy) throws SQLException {
        int next = 0;
        for (TrialRecord trial : copy.trials()) {
            while (next < trial.number()) {
                reserve(next++);
            }
            write(trial, ++next);
        }
        for (Map.Entry<Integer, byte[]> checkpoint : copy.checkpoints().entrySet()) {
            session.update(Sql.of(
                    "INSERT INTO checkpoint (study, number, content) VALUES (?, ?, ?)",
                    study,
                    checkpoint.getKey(),
                    checkpoint.getValue()));
        }
        session.update(Sql.of("UPDATE study SET trials = ?, revision = ? WHERE id = ?", next, next, study));
    }

    private void reserve(int number) throws SQLException {
        session.update(Sql.of(
                "INSERT INTO trial (study, number, state, handed_out, token, changed_at)"
                        + " VALUES (?, ?, 'RESERVED', 0, 0, 0)",
                study,
                number));
    }

    private void write(TrialRecord trial, long revision) throws SQLException {
        boolean ended = trial.outcome().isPresent();
        session.update(Sql.of(
                "INSERT INTO trial (study, number, state, configuration, resource, continues, started, ended, outcome,"
                        + " attributes, detailed, handed_out, token, filled_at, ended_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
                study,
                trial.number(),
                trial.state().name(),
                Json.write(trial.configuration().toJson()),
                trial.resource(),
                trial.continues().isPresent() ? trial.continues().getAsInt() : null,
                millis(trial.started()),
                millis(trial.ended()),
                trial.outcome().map(Json::write).orElse(null),
                Json.write(trial.attributes()),
                trial.reports().isEmpty() && trial.attempts().isEmpty() ? 0 : 1,
                ended ? 1 : 0,
                revision,
                ended ? revision : null,
                revision));
        for (Report report : trial.reports()) {
            session.update(Sql.of(
                    "INSERT INTO report (study, number, step, value, reported_at) VALUES (?, ?, ?, ?, ?)",
                    study,
                    trial.number(),
                    report.step(),
                    Double.isNaN(report.value()) ? null : report.value(),
                    revision));
        }
        long token = 0;
        for (Attempt attempt : trial.attempts()) {
            session.update(Sql.of(
                    "INSERT INTO attempt (study, number, token, worker, started, ended) VALUES (?, ?, ?, ?, ?, ?)",
                    study,
                    trial.number(),
                    token++,
                    attempt.worker(),
                    attempt.started().toEpochMilli(),
                    attempt.ended().toEpochMilli()));
        }
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
