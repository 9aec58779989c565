package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.exchange.OptunaStudy.Suggested;
import dev.retune.syntax.ErrorText;
import dev.retune.syntax.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the SQLite database of Optuna's RDBStorage, as versions 3 to 5 write it. */
final class OptunaDatabase {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build(); // as Python writes NaN

    private final Connection connection;
    private final String file;

    private OptunaDatabase(Connection connection, String file) {
        this.connection = connection;
        this.file = file;
    }

    /**
     * All studies of the file, by name.
     *
     * @param skipped is told which studies are damaged, and why
     * @throws InputException if it is no database of Optuna's, damaged, or from before version 3
     */
    static List<OptunaStudy> read(Path file, Consumer<String> skipped) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:%s?mode=ro"
                .formatted(file.toAbsolutePath().normalize().toUri().getRawPath()))) {
            return new OptunaDatabase(connection, file.toString()).studies(skipped);
        } catch (SQLException e) {
            throw new InputException(
                    "'%s' cannot be read as an Optuna database (%s)".formatted(file, e.getMessage()), e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InputException(
                    "'%s' holds something that is not Optuna's: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Makes something of a row. */
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, long argument, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (argument >= 0) {
                statement.setLong(1, argument);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    row.read(result);
                }
            }
        }
    }

    private boolean has(String table, String column) throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, column)) {
            return columns.next();
        }
    }

    private List<OptunaStudy> studies(Consumer<String> skipped) throws SQLException {
        if (!has("version_info", "library_version") || !has("studies", "study_name")) {
            throw new InputException(
                    "'%s' is an SQLite database, but not one of Optuna's: give the file of an RDBStorage"
                            .formatted(file));
        }
        String[] version = {"unknown"};
        each("SELECT library_version FROM version_info", -1, row -> version[0] = row.getString(1));
        if (!has("trial_values", "value_type") || !has("trial_intermediate_values", "intermediate_value_type")) {
            throw new InputException(
                    ("'%s' was made by Optuna %s: bring it up to date with 'optuna storage upgrade --storage"
                                    + " sqlite:///%s'")
                            .formatted(file, version[0], file));
        }
        Map<Long, String> names = new LinkedHashMap<>();
        each(
                "SELECT study_id, study_name FROM studies ORDER BY study_name",
                -1,
                row -> names.put(row.getLong(1), row.getString(2)));
        List<OptunaStudy> studies = new ArrayList<>();
        for (Map.Entry<Long, String> study : names.entrySet()) {
            try {
                studies.add(study(version[0], study.getKey(), study.getValue()));
            } catch (RuntimeException | SQLException e) { // it must not end the import of the others
                skipped.accept("study '%s': %s".formatted(study.getValue(), reason(e)));
            }
        }
        return studies;
    }

    private OptunaStudy study(String version, long id, String name) throws SQLException {
        List<String> directions = new ArrayList<>();
        each(
                "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
                id,
                row -> directions.add(row.getString(1)));
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        each(
                "SELECT key, value_json FROM study_user_attributes WHERE study_id = ? ORDER BY key",
                id,
                row -> attributes.put(row.getString(1), JSON.readTree(row.getString(2))));
        List<String> metrics = new ArrayList<>();
        each(
                "SELECT value_json FROM study_system_attributes WHERE study_id = ? AND key = 'study:metric_names'",
                id,
                row -> JSON.readTree(row.getString(1)).forEach(metric -> metrics.add(metric.asString(""))));
        Map<String, String> renamed = renamed(id);
        return new OptunaStudy(version, name, directions, attributes, metrics, trials(id, renamed), inverse(renamed));
    }

    /** Names here of parameters whose own names have spaces around them, which are not allowed here. */
    private Map<String, String> renamed(long study) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        each(
                "SELECT DISTINCT x.param_name FROM trial_params x JOIN trials t ON t.trial_id = x.trial_id"
                        + " WHERE t.study_id = ? ORDER BY x.param_name",
                study,
                row -> names.add(row.getString(1)));
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String name : List.copyOf(names)) {
            if (!name.equals(name.strip())) {
                String here = name.strip();
                for (int i = 2; names.contains(here) || renamed.containsValue(here); i++) {
                    here = name.strip() + "_" + i;
                }
                renamed.put(name, here);
            }
        }
        return renamed;
    }

    private static Map<String, String> inverse(Map<String, String> renamed) {
        Map<String, String> inverse = new LinkedHashMap<>();
        renamed.forEach((there, here) -> inverse.put(here, there));
        return inverse;
    }

    /** A trial in the making. */
    private static final class Draft {
        private Optional<String> doubt = Optional.empty();
        private Optional<Instant> started = Optional.empty();
        private Optional<Instant> ended = Optional.empty();
        private final Map<String, Suggested> parameters = new LinkedHashMap<>();
        private final Map<String, JsonNode> fixed = new LinkedHashMap<>();
        private final List<Double> values = new ArrayList<>();
        private final Map<Integer, Double> reports = new TreeMap<>();
        private final List<Double> constraints = new ArrayList<>();
        private final Map<String, JsonNode> attributes = new LinkedHashMap<>();
    }

    private List<OptunaTrial> trials(long study, Map<String, String> renamed) throws SQLException {
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        String ofStudy = " x JOIN trials t ON t.trial_id = x.trial_id WHERE t.study_id = ? ORDER BY x.";
        each("SELECT trial_id FROM trials WHERE study_id = ?", study, row -> drafts.put(row.getLong(1), new Draft()));
        Map<String, OptunaStudy.Distribution> distributions = new LinkedHashMap<>(); // the same few texts in all trials
        each(
                "SELECT x.trial_id, x.param_name, x.param_value, x.distribution_json FROM trial_params" + ofStudy
                        + "param_id",
                study,
                row -> checked(draft(drafts, row), draft -> {
                    String name = row.getString(2);
                    draft.parameters.put(
                            renamed.getOrDefault(name, name),
                            new Suggested(
                                    row.getDouble(3),
                                    distributions.computeIfAbsent(row.getString(4), OptunaDistributions::read)));
                }));
        each(
                "SELECT x.trial_id, x.value, x.value_type FROM trial_values" + ofStudy + "objective",
                study,
                row -> checked(draft(drafts, row), draft -> draft.values.add(number(row, 2, row.getString(3)))));
        each(
                "SELECT x.trial_id, x.step, x.intermediate_value, x.intermediate_value_type FROM"
                        + " trial_intermediate_values"
                        + ofStudy + "step",
                study,
                row -> checked(
                        draft(drafts, row),
                        draft -> draft.reports.put(step(row.getLong(2)), number(row, 3, row.getString(4)))));
        each(
                "SELECT x.trial_id, x.key, x.value_json FROM trial_user_attributes" + ofStudy
                        + "trial_user_attribute_id",
                study,
                row -> checked(
                        draft(drafts, row),
                        draft -> draft.attributes.put(row.getString(2), JSON.readTree(row.getString(3)))));
        each(
                "SELECT x.trial_id, x.key, x.value_json FROM trial_system_attributes" + ofStudy + "key",
                study,
                row -> checked(
                        draft(drafts, row),
                        draft -> system(draft, row.getString(2), JSON.readTree(row.getString(3)), renamed)));
        List<OptunaTrial> trials = new ArrayList<>();
        each(
                "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ?"
                        + " ORDER BY number",
                study,
                row -> {
                    Draft draft = draft(drafts, row);
                    checked(draft, d -> {
                        d.started =
                                Optional.ofNullable(row.getString(4)).map(text -> time(text, ZoneId.systemDefault()));
                        d.ended = Optional.ofNullable(row.getString(5))
                                .map(text -> end(text, d.started, ZoneId.systemDefault()));
                    });
                    trials.add(new OptunaTrial(
                            row.getInt(2),
                            row.getString(3),
                            draft.started,
                            draft.ended,
                            draft.parameters,
                            draft.fixed,
                            draft.values,
                            draft.reports,
                            draft.constraints,
                            draft.attributes,
                            draft.doubt));
                });
        return trials;
    }

    private static Draft draft(Map<Long, Draft> drafts, ResultSet row) throws SQLException {
        return drafts.computeIfAbsent(row.getLong(1), id -> new Draft());
    }

    /** Reads a part of a trial; one that is damaged puts this trial in doubt, and no other. */
    private static void checked(Draft draft, Part part) throws SQLException {
        try {
            part.read(draft);
        } catch (RuntimeException e) { // of any reader, whatever the column contains
            draft.doubt = draft.doubt.or(() -> Optional.of(reason(e)));
        }
    }

    private static String reason(Exception e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : ErrorText.summary(e);
    }

    /** A part of a trial. */
    private interface Part {
        void read(Draft draft) throws SQLException;
    }

    private static int step(long step) {
        if (step < 0 || step >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "it has a report of step %s: steps go to %s here".formatted(step, Integer.MAX_VALUE - 1));
        }
        return (int) step;
    }

    private static void system(Draft draft, String key, JsonNode value, Map<String, String> renamed) {
        switch (key) {
            case "fixed_params" ->
                value.propertyNames()
                        .forEach(name -> draft.fixed.put(renamed.getOrDefault(name, name), value.get(name)));
            case "constraints" -> value.forEach(constraint -> draft.constraints.add(constraint.asDouble(Double.NaN)));
            case "fail_reason" -> draft.attributes.putIfAbsent("reason", value);
            default -> {
                // bookkeeping of samplers and pruners
            }
        }
    }

    private static double number(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "INF_POS" -> Double.POSITIVE_INFINITY;
            case "INF_NEG" -> Double.NEGATIVE_INFINITY;
            case "NAN" -> Double.NaN;
            default -> row.getDouble(column);
        };
    }

    /** Optuna stores local times. Where clocks are set back, an hour occurs twice; this is its first occurrence. */
    private static Instant time(String text, ZoneId zone) {
        return local(text, zone).toInstant();
    }

    /** The end of a trial: in an hour that occurs twice, the second occurrence if the first is before its start. */
    static Instant end(String text, Optional<Instant> started, ZoneId zone) {
        ZonedDateTime first = local(text, zone);
        boolean isLater = started.filter(first.toInstant()::isBefore).isPresent();
        return (isLater ? first.withLaterOffsetAtOverlap() : first).toInstant();
    }

    private static ZonedDateTime local(String text, ZoneId zone) {
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone);
    }
}
