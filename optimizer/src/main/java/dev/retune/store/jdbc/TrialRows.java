package dev.retune.store.jdbc;

import dev.retune.space.SearchSpace;
import dev.retune.store.Event;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
        List<Report> reports = new ArrayList<>();
        session.list(
                "SELECT step, value FROM report WHERE study = ? AND number = ? ORDER BY step, reported_at",
                row -> put(reports, report(row, 1)),
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
                        + " WHERE t.study = ? AND t.changed_at > ? ORDER BY r.number, r.step, r.reported_at",
                row -> put(reports.computeIfAbsent(row.getInt(1), n -> new ArrayList<>()), report(row, 2)),
                study,
                revision);
        return session.list(
                COLUMNS + " AND changed_at > ? ORDER BY changed_at, number",
                row -> trial(row, reports),
                study,
                revision);
    }

    /** By ascending steps; the later of two for the same step counts. */
    private static boolean put(List<Report> reports, Report report) {
        int last = reports.size() - 1;
        if (last >= 0 && reports.get(last).step() == report.step()) {
            reports.remove(last);
        }
        return reports.add(report);
    }

    /** In the order of their revisions. */
    List<Event> events() throws SQLException {
        List<Event> events = new ArrayList<>();
        session.list(
                "SELECT number, state, configuration, resource, continues, started, ended, outcome, attributes, basis,"
                        + " filled_at, ended_at FROM trial WHERE study = ? AND configuration IS NOT NULL",
                row -> {
                    addEnds(events, row);
                    return true;
                },
                study);
        session.list(
                "SELECT number, step, value, reported_at FROM report WHERE study = ?",
                row -> events.add(new Event.Reported(row.getLong(4), row.getInt(1), report(row, 2))),
                study);
        session.list(
                "SELECT number, state, handed_at FROM handover WHERE study = ?",
                row -> events.add(
                        State.valueOf(row.getString(2)) == State.RUNNING
                                ? new Event.HandedOut(row.getLong(3), row.getInt(1))
                                : new Event.GivenBack(row.getLong(3), row.getInt(1))),
                study);
        events.sort(Comparator.comparingLong(Event::revision));
        return events;
    }

    private void addEnds(List<Event> events, ResultSet row) throws SQLException {
        TrialRecord trial = trial(row, Map.of());
        long basis = row.getLong(10);
        OptionalLong seen = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(basis);
        events.add(new Event.Filled(
                row.getLong(11),
                trial.number(),
                new Proposal(trial.configuration(), OptionalDouble.of(trial.resource()), trial.continues()),
                seen));
        if (trial.outcome().isPresent()) {
            events.add(new Event.Ended(
                    row.getLong(12),
                    trial.number(),
                    trial.outcome().get(),
                    trial.ended().orElse(Instant.EPOCH)));
        }
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
