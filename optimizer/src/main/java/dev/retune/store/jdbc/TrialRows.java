package dev.retune.store.jdbc;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a study's trials, inside a transaction. */
final class TrialRows {

    private static final String COLUMNS = "SELECT number, state, configuration, resource, continues, started, ended,"
            + " outcome, attributes FROM trial WHERE study = ? AND configuration IS NOT NULL";

    private final Session session;
    private final long study;
    private final SearchSpace space;

    TrialRows(Session session, long study, SearchSpace space) {
        this.session = session;
        this.study = study;
        this.space = space;
    }

    TrialRecord trial(int number) throws SQLException {
        List<Report> reports = session.list(
                "SELECT step, value FROM report WHERE study = ? AND number = ? ORDER BY step",
                row -> report(row, 1),
                study,
                number);
        return session.first(COLUMNS + " AND number = ?", row -> trial(row, Map.of(number, reports)), study, number)
                .orElseThrow(() ->
                        new IllegalArgumentException("Trial %s has no configuration yet: fill it".formatted(number)));
    }

    /** In the order of their changes. */
    List<TrialRecord> changedSince(long revision) throws SQLException {
        Map<Integer, List<Report>> reports = new HashMap<>();
        session.list(
                "SELECT r.number, r.step, r.value FROM trial t JOIN report r ON r.study = t.study AND r.number = t.number"
                        + " WHERE t.study = ? AND t.changed_at > ? ORDER BY r.number, r.step",
                row -> reports.computeIfAbsent(row.getInt(1), n -> new ArrayList<>())
                        .add(report(row, 2)),
                study,
                revision);
        return session.list(
                COLUMNS + " AND changed_at > ? ORDER BY changed_at, number",
                row -> trial(row, reports),
                study,
                revision);
    }

    private static Report report(ResultSet row, int column) throws SQLException {
        int step = row.getInt(column);
        double value = row.getDouble(column + 1);
        return new Report(step, row.wasNull() ? Double.NaN : value);
    }

    private TrialRecord trial(ResultSet row, Map<Integer, List<Report>> reports) throws SQLException {
        int number = row.getInt(1);
        State state = State.valueOf(row.getString(2));
        int continues = row.getInt(5);
        OptionalInt continued = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(continues);
        String outcome = row.getString(8);
        return new TrialRecord(
                number,
                space.configuration(Json.map(row.getString(3))),
                row.getDouble(4),
                continued,
                reports.getOrDefault(number, List.of()),
                outcome == null ? Optional.<Outcome>empty() : Optional.of(Json.outcome(state, outcome)),
                instant(row, 6),
                instant(row, 7),
                Json.map(row.getString(9)));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
