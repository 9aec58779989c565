package dev.retune.exchange;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.syntax.InputException;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.OutcomeJson;
import dev.retune.trial.Report;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A study as an Optuna database, which Optuna and its dashboard open. What Optuna has no place for is kept as user
 * attributes: the reason of a failed trial, scores of folds, the resource; limits and the metrics that they limit,
 * names of constraints, costs, and the reports of a study of several targets. What breaks a limit is a constraint
 * there.
 *
 * <p>The tables are those that versions 3 to 5 have in common. Optuna stamps a database that has no revision of its
 * tables yet with the one that it knows itself, so the file opens in each of them.
 */
public final class OptunaExport {

    static final String REASON = "reason";
    static final String FOLDS = "folds";
    static final String RESOURCE = "resource";
    static final String METRIC_NAMES = "study:metric_names";
    static final String LIMITS = "retune:limits";
    static final String CONSTRAINTS = "retune:constraints";
    static final String METRICS = "retune:metrics";
    static final String COST = "retune:cost";
    static final String REPORTS = "retune:reports";

    /** The note that says where an imported study came from. */
    static final String IMPORTED = "imported";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int STUDY = 1;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final OptunaOrigin origin;
    private final boolean isFidelity;
    private final Goals goals;

    private OptunaExport(Connection connection, StudyDefinition definition) {
        this.connection = connection;
        this.origin = OptunaOrigin.of(definition.notes());
        this.isFidelity = definition.resource().isFidelity();
        this.goals = definition.goals();
    }

    /**
     * Writes a new database.
     *
     * @param file that is not there yet
     * @throws InputException if it cannot be written
     */
    public static void write(StudyCopy copy, Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath())) {
            connection.setAutoCommit(false);
            new OptunaExport(connection, copy.definition()).write(copy);
            connection.commit();
        } catch (SQLException e) {
            throw new InputException("'%s' cannot be written (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private void write(StudyCopy copy) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables().split(";")) {
                if (!table.isBlank()) {
                    statement.execute(table);
                }
            }
        }
        insert("version_info (version_info_id, schema_version, library_version)", 1, 12, "3.0.0");
        insert("studies (study_id, study_name)", STUDY, copy.definition().name());
        for (int i = 0; i < goals.targets().size(); i++) {
            insert(
                    "study_directions (direction, study_id, objective)",
                    goals.targets().get(i).direction().name(),
                    STUDY,
                    i);
        }
        List<String> names = goals.targets().stream().map(Target::metric).toList();
        if (!names.equals(List.of(MetricValue.UNNAMED))) {
            insert(
                    "study_system_attributes (study_id, key, value_json)",
                    STUDY,
                    METRIC_NAMES,
                    JSON.writeValueAsString(names));
        }
        if (!goals.limits().isEmpty()) {
            studyAttribute(LIMITS, goals.limits().stream().map(Limit::toString).toList());
        }
        Set<String> constraints = new LinkedHashSet<>();
        copy.trials()
                .forEach(trial -> trial.measurement()
                        .ifPresent(m -> constraints.addAll(m.constraints().keySet())));
        if (!constraints.isEmpty()) {
            studyAttribute(CONSTRAINTS, List.copyOf(constraints));
        }
        for (Map.Entry<String, Object> note : copy.definition().notes().entrySet()) {
            if (!note.getKey().equals(OptunaOrigin.NOTE) && !note.getKey().equals(IMPORTED)) {
                studyAttribute(note.getKey(), note.getValue());
            }
        }
        int next = 0;
        for (TrialRecord trial : copy.trials().stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .toList()) {
            while (next < trial.number()) {
                gap(next++);
            }
            write(trial);
            next++;
        }
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    private void studyAttribute(String key, Object value) throws SQLException {
        insert("study_user_attributes (study_id, key, value_json)", STUDY, key, JSON.writeValueAsString(value));
    }

    private static String tables() {
        try (InputStream in = OptunaExport.class.getResourceAsStream("optuna.sql")) {
            if (in == null) {
                throw new IllegalStateException("optuna.sql is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Optuna finds trials by counting them: a number that nobody has is a trial that failed before it suggested
     * anything.
     */
    private void gap(int number) throws SQLException {
        trial(number, "FAIL", Optional.empty(), Optional.empty());
    }

    private void trial(int number, String state, Optional<Instant> started, Optional<Instant> ended)
            throws SQLException {
        insert(
                "trials (trial_id, number, study_id, state, datetime_start, datetime_complete)",
                number + 1,
                number,
                STUDY,
                state,
                time(started),
                time(ended));
    }

    private void write(TrialRecord trial) throws SQLException {
        int id = trial.number() + 1;
        trial(trial.number(), state(trial), trial.started().or(trial::ended), trial.ended());
        if (trial.state() == TrialRecord.State.WAITING) {
            insert(
                    "trial_system_attributes (trial_id, key, value_json)",
                    id,
                    "fixed_params",
                    JSON.writeValueAsString(fixed(trial.configuration())));
        } else {
            parameters(trial.configuration(), id);
        }
        for (Report report : goals.isSingle() ? trial.reports() : List.<Report>of()) {
            insert(
                    "trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)",
                    id,
                    report.step() - (origin.countsFromZero() ? 1 : 0),
                    finite(report.value()),
                    type(report.value()));
        }
        Optional<Measurement> measured = trial.measurement();
        if (measured.isPresent()) {
            for (int i = 0; i < goals.targets().size(); i++) {
                double value = value(measured.get(), i);
                if (!Double.isNaN(value)) { // else it was pruned before there was one
                    insert("trial_values (trial_id, objective, value, value_type)", id, i, finite(value), type(value));
                }
            }
            Map<String, Double> violations = goals.violations(measured.get());
            if (!violations.isEmpty()) {
                insert(
                        "trial_system_attributes (trial_id, key, value_json)",
                        id,
                        "constraints",
                        JSON.writeValueAsString(List.copyOf(violations.values())));
            }
        }
        Map<String, Object> attributes = new LinkedHashMap<>(trial.attributes());
        measured.ifPresent(measurement -> attributes.putAll(attributes(measurement)));
        OptionalDouble cost = trial.outcome().map(Outcome::toldCost).orElse(OptionalDouble.empty());
        if (cost.isPresent()) {
            attributes.put(COST, cost.getAsDouble());
        }
        if (!goals.isSingle() && !trial.reports().isEmpty()) {
            attributes.put(
                    REPORTS,
                    trial.reports().stream()
                            .map(report -> TrialJson.report(report, goals))
                            .toList());
        }
        if (trial.outcome().orElse(null) instanceof Outcome.Failed failed
                && !failed.reason().equals(OptunaOutcomes.NO_REASON)) {
            attributes.put(REASON, failed.reason());
        }
        if (isFidelity) {
            attributes.put(RESOURCE, trial.resource());
        }
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            insert(
                    "trial_user_attributes (trial_id, key, value_json)",
                    id,
                    attribute.getKey(),
                    JSON.writeValueAsString(attribute.getValue()));
        }
    }

    /** By position, as a target may have had no name when it was measured. */
    private double value(Measurement measured, int target) {
        return goals.isSingle()
                ? measured.value()
                : measured.metric(goals.targets().get(target).metric())
                        .map(MetricValue::value)
                        .orElse(Double.NaN);
    }

    /** Folds, and the metrics that are no targets. */
    private Map<String, Object> attributes(Measurement measured) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        Map<String, Object> folds = new LinkedHashMap<>();
        Map<String, Object> others = new LinkedHashMap<>();
        List<String> targets = goals.targets().stream().map(Target::metric).toList();
        for (MetricValue metric : measured.metrics()) {
            if (!metric.folds().isEmpty()) {
                folds.put(metric.metric(), metric.folds());
            }
            boolean isTarget =
                    goals.isSingle() ? metric == measured.metrics().get(0) : targets.contains(metric.metric());
            if (!isTarget) {
                others.put(metric.metric(), OutcomeJson.finite(metric.value()));
            }
        }
        if (!folds.isEmpty()) {
            boolean isOnly = goals.isSingle() && measured.metrics().size() == 1;
            attributes.put(FOLDS, isOnly ? measured.folds() : folds);
        }
        if (!others.isEmpty()) {
            attributes.put(METRICS, others);
        }
        return attributes;
    }

    private void parameters(Configuration configuration, int id) throws SQLException {
        for (Parameter<?> parameter : known(configuration)) {
            Object value = configuration.get(parameter.name());
            insert(
                    "trial_params (trial_id, param_name, param_value, distribution_json)",
                    id,
                    parameter.name(),
                    parameter instanceof ChoiceParameter<?> choice
                            ? choice.choices().indexOf(value)
                            : ((Number) value).doubleValue(),
                    OptunaDistributions.write(parameter, origin));
        }
    }

    /** What an enqueued trial is to be given. */
    private Map<String, Object> fixed(Configuration configuration) {
        Map<String, Object> values = new LinkedHashMap<>(configuration.toJson());
        values.keySet().removeAll(origin.switches());
        for (Parameter<?> parameter : known(configuration)) {
            List<JsonNode> there = origin.choices(parameter.name());
            if (there != null && parameter instanceof ChoiceParameter<?> choice) {
                values.put(parameter.name(), there.get(choice.choices().indexOf(configuration.get(parameter.name()))));
            }
        }
        return values;
    }

    /** The active parameters, but for those that Optuna never had. */
    private List<Parameter<?>> known(Configuration configuration) {
        return configuration.space().parameters().stream()
                .<Parameter<?>>map(parameter -> parameter)
                .filter(configuration::isActive)
                .filter(parameter -> !origin.switches().contains(parameter.name()))
                .toList();
    }

    private static String state(TrialRecord trial) {
        return switch (trial.state()) {
            case COMPLETED -> "COMPLETE";
            case FAILED -> "FAIL";
            case WAITING, RUNNING, PRUNED -> trial.state().name();
        };
    }

    private static @Nullable Double finite(double x) {
        return Double.isFinite(x) ? x : null;
    }

    private static String type(double x) {
        return Double.isFinite(x) ? "FINITE" : Double.isNaN(x) ? "NAN" : x > 0 ? "INF_POS" : "INF_NEG";
    }

    /** Optuna keeps local times. */
    private static @Nullable String time(Optional<Instant> time) {
        return time.map(t -> TIME.format(LocalDateTime.ofInstant(t, ZoneId.systemDefault())))
                .orElse(null);
    }

    private void insert(String into, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(into);
        if (statement == null) {
            statement = connection.prepareStatement(
                    "INSERT INTO %s VALUES (%s)".formatted(into, "?, ".repeat(values.length - 1) + "?"));
            statements.put(into, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
