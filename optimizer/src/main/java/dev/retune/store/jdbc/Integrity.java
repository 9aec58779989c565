package dev.retune.store.jdbc;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goals;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.OutcomeJson;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord.State;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the store for damage, inside a transaction. Finds all of it, not only the first. */
final class Integrity {

    private static final Set<String> ENDED = Set.of("COMPLETED", "PRUNED", "FAILED");

    /** The tables whose rows belong to a trial. */
    private static final List<String> PARTS = List.of("report", "checkpoint", "handover", "attempt");

    private final Session session;
    private final List<String> problems = new ArrayList<>();

    Integrity(Session session) {
        this.session = session;
    }

    /** One sentence each, with the study and the trial. */
    List<String> problems() throws SQLException {
        for (StudyFacts study : session.list(
                Sql.of("SELECT id, name, space, goals, resource, resource_min, resource_max, notes, trials, revision,"
                        + " token FROM study ORDER BY name"),
                StudyFacts::of)) {
            check(study);
        }
        session.list(
                Sql.of("SELECT DISTINCT t.study FROM trial t LEFT JOIN study s ON s.id = t.study WHERE s.id IS NULL"),
                row -> problems.add(
                        "the study with the id %s does not exist, but has trials".formatted(row.getLong(1))));
        return problems;
    }

    private record StudyFacts(
            long id,
            String name,
            String space,
            String goals,
            String resource,
            double min,
            double max,
            String notes,
            int trials,
            long revision,
            long token) {

        static StudyFacts of(ResultSet row) throws SQLException {
            return new StudyFacts(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getString(8),
                    row.getInt(9),
                    row.getLong(10),
                    row.getLong(11));
        }
    }

    /** Reads something that may be damaged. */
    private interface Reading<T> {
        T read();
    }

    private <T> Optional<T> understood(String what, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (RuntimeException e) { // any exception of the JSON parser
            problems.add("%s cannot be read (%s)".formatted(what, Json.reason(e)));
            return Optional.empty();
        }
    }

    private void check(StudyFacts study) throws SQLException {
        String who = "study '%s'".formatted(study.name);
        Optional<SearchSpace> space = understood(who + ": its space", () -> SearchSpace.fromJson(study.space));
        Optional<Goals> goals =
                understood(who + ": its goals", () -> GoalsJson.read(Json.map(study.goals), Json.map(study.notes)));
        understood(who + ": its resource", () -> new Resource(study.resource, study.min, study.max));
        understood(who + ": its notes", () -> Json.map(study.notes));
        session.first(Sql.of("SELECT COUNT(*), MAX(number) FROM trial WHERE study = ?", study.id), row ->
                        new int[] {row.getInt(1), row.getInt(2)})
                .ifPresent(found -> {
                    if (found[0] != study.trials || found[0] > 0 && found[1] != study.trials - 1) {
                        problems.add("%s: it counts %s trials, but has %s, the last of which is %s"
                                .formatted(who, study.trials, found[0], found[1]));
                    }
                });
        session.list(
                Sql.of(
                        "SELECT number, state, configuration, outcome, attributes, ended, worker, expires, token,"
                                + " changed_at, continues, resource, filled_at, ended_at FROM trial"
                                + " WHERE study = ? ORDER BY number",
                        study.id),
                row -> {
                    check(who + ", trial " + row.getInt(1), row, study, space, goals);
                    return 0;
                });
        session.list(
                Sql.of("SELECT number, step FROM report WHERE study = ? AND step < 1 ORDER BY number, step", study.id),
                row -> problems.add("%s, trial %s: it has a report of step %s, but steps count from 1"
                        .formatted(who, row.getInt(1), row.getInt(2))));
        List<String> targets = goals.stream()
                .flatMap(known -> known.targets().stream())
                .map(Target::metric)
                .toList();
        session.list(
                Sql.of(
                        "SELECT DISTINCT number, metric FROM report WHERE study = ? AND metric IS NOT NULL"
                                + " ORDER BY number",
                        study.id),
                row -> {
                    tell(
                            "%s, trial %s".formatted(who, row.getInt(1)),
                            goals.isPresent() && !targets.contains(row.getString(2)),
                            "it has a report of '%s', which is not a target",
                            row.getString(2));
                    return 0;
                });
        session.list(
                Sql.of(
                        "SELECT t.number, t.continues FROM trial t LEFT JOIN trial p ON p.study = t.study"
                                + " AND p.number = t.continues WHERE t.study = ? AND t.continues IS NOT NULL"
                                + " AND p.number IS NULL ORDER BY t.number",
                        study.id),
                row -> problems.add("%s, trial %s: it continues trial %s, which is not there"
                        .formatted(who, row.getInt(1), row.getInt(2))));
        for (String part : PARTS) {
            session.list(
                    Sql.of(
                            "SELECT DISTINCT r.number FROM " + part + " r LEFT JOIN trial t ON t.study = r.study"
                                    + " AND t.number = r.number WHERE r.study = ? AND t.number IS NULL ORDER BY"
                                    + " r.number",
                            study.id),
                    row -> problems.add("%s: trial %s is not there, but has a %s".formatted(who, row.getInt(1), part)));
        }
        session.list(
                Sql.of(
                        "SELECT number FROM trial WHERE study = ? AND detailed = 0 AND (number IN (SELECT number FROM"
                                + " report WHERE study = ?) OR number IN (SELECT number FROM attempt WHERE study = ?))"
                                + " ORDER BY number",
                        study.id,
                        study.id,
                        study.id),
                row -> problems.add(
                        "%s, trial %s: its reports or attempts are not read".formatted(who, row.getInt(1))));
    }

    private void check(String who, ResultSet row, StudyFacts study, Optional<SearchSpace> space, Optional<Goals> goals)
            throws SQLException {
        int number = row.getInt(1);
        String state = row.getString(2);
        String configuration = row.getString(3);
        String outcome = row.getString(4);
        String attributes = row.getString(5);
        boolean ended = isThere(row, 6);
        boolean held = isThere(row, 7);
        boolean reserved = state.equals("RESERVED");
        if (!reserved
                && understood(who + ": its state", () -> State.valueOf(state)).isEmpty()) {
            return;
        }
        tell(who, reserved != (configuration == null), "it is %s, with %s configuration", state, some(configuration));
        tell(who, ENDED.contains(state) != (outcome != null), "it is %s, with %s outcome", state, some(outcome));
        tell(who, ENDED.contains(state) != ended, "it is %s, with %s end", state, ended ? "an" : "no");
        tell(who, held && ended, "it has ended, but is still held by a worker");
        tell(who, held != isThere(row, 8), "its lease has no worker, or no end");
        tell(who, state.equals("RUNNING") && !held, "it runs, but no worker holds it");
        tell(who, row.getLong(9) > study.token, "its token is newer than its study's");
        tell(who, row.getLong(10) > study.revision, "its revision is newer than its study's");
        tell(who, isThere(row, 11) && row.getInt(11) >= number, "it continues trial %s", row.getInt(11));
        tell(who, isThere(row, 12) && !(row.getDouble(12) > 0), "its resource is %s", row.getDouble(12));
        tell(who, !reserved && !isThere(row, 13), "it is %s, but was never filled", state);
        tell(who, ended && !isThere(row, 14), "it has ended, at no revision");
        if (configuration != null && space.isPresent()) {
            understood(who + ": its configuration", () -> space.get().configuration(Json.map(configuration)));
        }
        if (outcome != null && ENDED.contains(state) && goals.isPresent()) {
            understood(
                    who + ": its outcome",
                    () -> OutcomeJson.read(State.valueOf(state), Json.map(outcome), goals.get()));
        }
        understood(who + ": its attributes", () -> Json.map(attributes));
    }

    private void tell(String who, boolean wrong, String what, Object... arguments) {
        if (wrong) {
            problems.add(who + ": " + what.formatted(arguments));
        }
    }

    private static String some(@Nullable String text) {
        return text == null ? "no" : "a";
    }

    private static boolean isThere(ResultSet row, int column) throws SQLException {
        return row.getObject(column) != null;
    }
}
