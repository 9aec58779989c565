package dev.retune.store.jdbc;

import dev.retune.store.Event;
import dev.retune.store.StudyCopy;
import dev.retune.trial.Attempt;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes the trials and events of a copy into an empty study, inside a transaction. */
final class RestoredRows {

    private final Session session;
    private final long study;

    RestoredRows(Session session, long study) {
        this.session = session;
        this.study = study;
    }

    void write(StudyCopy copy) throws SQLException {
        Map<Integer, Revisions> revisions = new HashMap<>();
        for (Event event : copy.events()) {
            revisions.put(event.number(), Revisions.after(revisions.get(event.number()), event));
        }
        int next = 0;
        for (TrialRecord trial : copy.trials()) {
            while (next < trial.number()) {
                reserve(next++);
            }
            write(trial, Objects.requireNonNull(revisions.get(next++), "a trial without a history"));
        }
        for (Event event : copy.events()) {
            write(event);
        }
        for (Map.Entry<Integer, byte[]> checkpoint : copy.checkpoints().entrySet()) {
            session.update(Sql.of(
                    "INSERT INTO checkpoint (study, number, content) VALUES (?, ?, ?)",
                    study,
                    checkpoint.getKey(),
                    checkpoint.getValue()));
        }
        long last = copy.events().stream().mapToLong(Event::revision).max().orElse(0);
        session.update(Sql.of("UPDATE study SET trials = ?, revision = ? WHERE id = ?", next, last, study));
    }

    /** The revisions that are stored with a trial. */
    private record Revisions(Optional<Long> basis, long filled, Optional<Long> ended, long changed) {
        static Revisions after(@Nullable Revisions before, Event event) {
            long now = event.revision();
            if (event instanceof Event.Filled filled) {
                return new Revisions(filled.basis().stream().boxed().findFirst(), now, Optional.empty(), now);
            }
            Revisions there = Objects.requireNonNull(before, "a history that does not begin");
            return new Revisions(
                    there.basis, there.filled, event instanceof Event.Ended ? Optional.of(now) : there.ended, now);
        }
    }

    private void write(Event event) throws SQLException {
        if (event instanceof Event.Reported reported) {
            session.update(Sql.of(
                    "INSERT INTO report (study, number, step, value, metric, reported_at) VALUES (?, ?, ?, ?, ?, ?)",
                    study,
                    event.number(),
                    reported.report().step(),
                    Double.isNaN(reported.report().value())
                            ? null
                            : reported.report().value(),
                    FencedWrites.metric(reported.report()),
                    event.revision()));
        } else if (event instanceof Event.Assigned || event instanceof Event.Released) {
            session.update(Sql.of(
                    "INSERT INTO handover (study, number, state, handed_at) VALUES (?, ?, ?, ?)",
                    study,
                    event.number(),
                    (event instanceof Event.Assigned ? State.RUNNING : State.WAITING).name(),
                    event.revision()));
        }
    }

    private void reserve(int number) throws SQLException {
        session.update(Sql.of(
                "INSERT INTO trial (study, number, state, handed_out, token, changed_at)"
                        + " VALUES (?, ?, 'RESERVED', 0, 0, 0)",
                study,
                number));
    }

    private void write(TrialRecord trial, Revisions revisions) throws SQLException {
        session.update(Sql.of(
                "INSERT INTO trial (study, number, state, configuration, resource, continues, started, ended, outcome,"
                        + " attributes, detailed, handed_out, token, basis, filled_at, ended_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, CAST(? AS BIGINT), ?, CAST(? AS BIGINT), ?)",
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
                trial.outcome().isPresent() ? 1 : 0,
                revisions.basis.orElse(null),
                revisions.filled,
                revisions.ended.orElse(null),
                revisions.changed));
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
