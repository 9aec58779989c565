package dev.retune.store.jdbc;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.store.Event;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy.Changes;
import dev.retune.store.StoredStudy.Look;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Attempt;
import dev.retune.trial.Goals;
import dev.retune.trial.OutcomeJson;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a study's trials with single statements, each of which reads a consistent snapshot. */
final class TrialRows {

    private static final String COLUMNS =
            "t.number, t.state, t.configuration, t.resource, t.continues, t.started, t.ended,"
                    + " t.outcome, t.attributes, t.detailed";

    /** The number of trials whose details are read at once. */
    private static final int BATCH = 256;

    private final Session session;
    private final StudyRow study;
    private final SearchSpace space;
    private final Goals goals;

    /**
     * A cache of the configurations of trials that have not ended, which are read repeatedly; guarded by the session.
     */
    private final Map<Integer, Known> known = new HashMap<>();

    TrialRows(Session session, StudyRow study, StudyDefinition definition) {
        this.session = session;
        this.study = study;
        this.space = definition.space();
        this.goals = definition.goals();
    }

    /** A record without reports and attempts, and whether there are any. */
    private record Bare(TrialRecord trial, boolean isDetailed) {}

    private record Known(String json, Configuration configuration) {}

    TrialRecord trial(int number) throws SQLException {
        List<Bare> bare = session.list(
                Sql.of(
                        "SELECT " + COLUMNS + " FROM trial t WHERE t.study = ? AND t.number = ?"
                                + " AND t.configuration IS NOT NULL",
                        study.id(),
                        number),
                row -> bare(row, 1));
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("Trial %s has no configuration yet: fill it".formatted(number));
        }
        return complete(bare, Long.MAX_VALUE).get(0);
    }

    /** Reports are read up to the same revision. Each connection is an epoch. */
    Look look(long since) throws SQLException {
        long[] now = {-1, 0};
        List<Bare> bare = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        session.list(
                Sql.of(
                        "SELECT s.revision, {now}, " + COLUMNS
                                + ", t.worker, t.token, t.handed_out, t.renewed, t.expires"
                                + " FROM study s LEFT JOIN trial t ON t.study = s.id"
                                + " AND t.changed_at > ? AND t.configuration IS NOT NULL WHERE s.id = ?"
                                + " ORDER BY t.changed_at, t.number",
                        since,
                        study.id()),
                row -> {
                    now[0] = row.getLong(1);
                    now[1] = row.getLong(2);
                    int number = row.getInt(3);
                    if (!row.wasNull()) {
                        bare.add(bare(row, 3));
                        String worker = row.getString(13);
                        if (worker != null) {
                            leases.add(LeaseTable.lease(number, worker, row, 14));
                        }
                    }
                    return true;
                });
        if (now[0] < 0) {
            throw study.deleted();
        }
        return new Look(
                session.connections(),
                Instant.ofEpochMilli(now[1]),
                new Changes(now[0], complete(bare, now[0])),
                leases);
    }

    /** Adds the attempts and, up to a revision, the reports. */
    private List<TrialRecord> complete(List<Bare> bare, long revision) throws SQLException {
        List<Integer> detailed = bare.stream()
                .filter(Bare::isDetailed)
                .map(one -> one.trial().number())
                .toList();
        Map<Integer, List<Report>> reports = new HashMap<>();
        Map<Integer, List<Attempt>> attempts = new HashMap<>();
        for (int from = 0; from < detailed.size(); from += BATCH) {
            List<Integer> numbers = detailed.subList(from, Math.min(from + BATCH, detailed.size()));
            session.list(
                    of(
                            numbers,
                            "SELECT number, step, value, reported_at, metric FROM report",
                            " ORDER BY number, step, reported_at"),
                    row -> row.getLong(4) > revision
                            || put(reports.computeIfAbsent(row.getInt(1), n -> new ArrayList<>()), report(row, 2)));
            session.list(
                    of(numbers, "SELECT number, worker, started, ended FROM attempt", " ORDER BY number, token"),
                    row -> attempts.computeIfAbsent(row.getInt(1), n -> new ArrayList<>())
                            .add(new Attempt(
                                    row.getString(2),
                                    Instant.ofEpochMilli(row.getLong(3)),
                                    Instant.ofEpochMilli(row.getLong(4)))));
        }
        return bare.stream()
                .map(one -> one.isDetailed()
                        ? one.trial()
                                .with(
                                        reports.getOrDefault(one.trial().number(), List.of()),
                                        attempts.getOrDefault(one.trial().number(), List.of()))
                        : one.trial())
                .toList();
    }

    /** A statement on some trials. The last number is repeated, so that few different statements are prepared. */
    private Sql of(List<Integer> numbers, String select, String order) {
        int places = 1;
        while (places < numbers.size()) {
            places *= 4;
        }
        List<@Nullable Object> arguments = new ArrayList<>(numbers);
        arguments.addAll(Collections.nCopies(places - numbers.size(), numbers.get(numbers.size() - 1)));
        arguments.add(0, study.id());
        return new Sql(
                select + " WHERE study = ? AND number IN (" + String.join(",", Collections.nCopies(places, "?")) + ")"
                        + order,
                arguments);
    }

    /** By ascending steps; of two with the same metric and step the later one counts. */
    private static boolean put(List<Report> reports, Report report) {
        for (int i = reports.size() - 1; i >= 0 && reports.get(i).step() == report.step(); i--) {
            if (reports.get(i).metric().equals(report.metric())) {
                reports.remove(i);
                break;
            }
        }
        return reports.add(report);
    }

    /** In the order of their revisions, inside a transaction. */
    List<Event> events() throws SQLException {
        List<Event> events = new ArrayList<>();
        session.list(
                Sql.of(
                        "SELECT " + COLUMNS + ", t.basis, t.filled_at, t.ended_at FROM trial t WHERE t.study = ?"
                                + " AND t.configuration IS NOT NULL",
                        study.id()),
                row -> {
                    addEnds(events, row);
                    return true;
                });
        session.list(
                Sql.of("SELECT number, step, value, reported_at, metric FROM report WHERE study = ?", study.id()),
                row -> events.add(new Event.Reported(row.getLong(4), row.getInt(1), report(row, 2))));
        session.list(
                Sql.of("SELECT number, state, handed_at FROM handover WHERE study = ?", study.id()),
                row -> events.add(
                        State.valueOf(row.getString(2)) == State.RUNNING
                                ? new Event.Assigned(row.getLong(3), row.getInt(1))
                                : new Event.Released(row.getLong(3), row.getInt(1))));
        events.sort(Comparator.comparingLong(Event::revision));
        return events;
    }

    private void addEnds(List<Event> events, ResultSet row) throws SQLException {
        TrialRecord trial = bare(row, 1).trial();
        long basis = row.getLong(11);
        OptionalLong seen = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(basis);
        events.add(new Event.Filled(
                row.getLong(12),
                trial.number(),
                new Proposal(trial.configuration(), OptionalDouble.of(trial.resource()), trial.continues()),
                seen));
        if (trial.outcome().isPresent()) {
            events.add(new Event.Ended(
                    row.getLong(13),
                    trial.number(),
                    trial.outcome().get(),
                    trial.ended().orElse(Instant.EPOCH)));
        }
    }

    /** From the columns step, value, reported_at and metric on. */
    private Report report(ResultSet row, int column) throws SQLException {
        int step = row.getInt(column);
        double value = row.getDouble(column + 1);
        double found = row.wasNull() ? Double.NaN : value;
        String metric = row.getString(column + 3);
        return new Report(step, metric == null ? goals.targets().get(0).metric() : metric, found);
    }

    private Configuration configuration(int number, String json, boolean isLast) {
        Known before = isLast ? known.remove(number) : known.get(number);
        if (before != null && before.json().equals(json)) {
            return before.configuration();
        }
        Configuration configuration = space.configuration(Json.map(json));
        if (!isLast) {
            known.put(number, new Known(json, configuration));
        }
        return configuration;
    }

    private Bare bare(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        String state = row.getString(column + 1);
        String configuration = row.getString(column + 2);
        double resource = row.getDouble(column + 3);
        int continues = row.getInt(column + 4);
        OptionalInt continued = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(continues);
        Optional<Instant> started = instant(row, column + 5);
        Optional<Instant> ended = instant(row, column + 6);
        String outcome = row.getString(column + 7);
        String attributes = row.getString(column + 8);
        TrialRecord trial = session.understood(
                () -> "trial %s of study '%s'".formatted(number, study.name()),
                () -> TrialRecord.builder(number, configuration(number, configuration, outcome != null), resource)
                        .continues(continued)
                        .outcome(
                                outcome == null
                                        ? Optional.empty()
                                        : Optional.of(OutcomeJson.read(State.valueOf(state), Json.map(outcome), goals)))
                        .started(started)
                        .ended(ended)
                        .attributes(Json.map(attributes))
                        .build());
        return new Bare(trial, row.getInt(column + 9) > 0);
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
