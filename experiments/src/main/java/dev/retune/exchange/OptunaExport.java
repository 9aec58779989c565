package dev.retune.exchange;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.store.StudyCopy;
import dev.retune.trial.Goal;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A study as an Optuna database, which Optuna and its dashboard open. What Optuna has no place for is kept as user
 * attributes: the reason of a failed trial, scores of folds, the resource.
 *
 * <p>The tables are those that versions 3 to 5 have in common. Optuna stamps a database that has no revision of its tables yet
 * with the one that it knows itself, so the file opens in each of them.
 */
public final class OptunaExport {

    static final String REASON = "reason";
    static final String FOLDS = "folds";
    static final String RESOURCE = "resource";

    /** The note of an imported study that says with which number its steps began there. */
    static final String FIRST_STEP = "firstStep";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int STUDY = 1;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final int shift;

    private OptunaExport(Connection connection, int shift) {
        this.connection = connection;
        this.shift = shift;
    }

    /**
     * Writes a new database.
     *
     * @param file that is not there yet
     * @throws ExchangeException if it cannot be written
     */
    public static void write(StudyCopy copy, Path file) {
        int shift = copy.definition().notes().containsKey(FIRST_STEP) ? 1 : 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath())) {
            connection.setAutoCommit(false);
            new OptunaExport(connection, shift).write(copy);
            connection.commit();
        } catch (SQLException e) {
            throw new ExchangeException("'%s' cannot be written (%s)".formatted(file, e.getMessage()), e);
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
        insert(
                "study_directions (direction, study_id, objective)",
                copy.definition().goal() == Goal.MINIMIZE ? "MINIMIZE" : "MAXIMIZE",
                STUDY,
                0);
        for (Map.Entry<String, Object> note : copy.definition().notes().entrySet()) {
            insert(
                    "study_user_attributes (study_id, key, value_json)",
                    STUDY,
                    note.getKey(),
                    JSON.writeValueAsString(note.getValue()));
        }
        int number = 0; // Optuna has no gaps
        for (TrialRecord trial : copy.trials()) {
            write(trial, number++, copy.definition().resource().isFidelity());
        }
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
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

    private void write(TrialRecord trial, int number, boolean fidelity) throws SQLException {
        int id = number + 1;
        Optional<Instant> ended = trial.ended();
        insert(
                "trials (trial_id, number, study_id, state, datetime_start, datetime_complete)",
                id,
                number,
                STUDY,
                state(trial),
                time(trial.started().or(() -> ended)),
                time(ended));
        if (trial.state() == TrialRecord.State.WAITING) {
            insert(
                    "trial_system_attributes (trial_id, key, value_json)",
                    id,
                    "fixed_params",
                    JSON.writeValueAsString(trial.configuration().toJson()));
        } else {
            parameters(trial.configuration(), id);
        }
        for (Report report : trial.reports()) {
            insert(
                    "trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)",
                    id,
                    report.step() - shift,
                    finite(report.value()),
                    type(report.value()));
        }
        Optional<Measurement> measured = trial.measurement();
        if (measured.isPresent()) {
            double value = measured.get().value();
            insert("trial_values (trial_id, objective, value, value_type)", id, 0, finite(value), type(value));
            if (!measured.get().constraints().isEmpty()) {
                insert(
                        "trial_system_attributes (trial_id, key, value_json)",
                        id,
                        "constraints",
                        JSON.writeValueAsString(measured.get().constraints()));
            }
        }
        Map<String, Object> attributes = new LinkedHashMap<>(trial.attributes());
        measured.map(Measurement::folds)
                .filter(folds -> !folds.isEmpty())
                .ifPresent(folds -> attributes.put(FOLDS, folds));
        if (trial.outcome().orElse(null) instanceof Outcome.Failed failed) {
            attributes.put(REASON, failed.reason());
        }
        if (fidelity) {
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

    private void parameters(Configuration configuration, int id) throws SQLException {
        for (Parameter<?> parameter : configuration.space().parameters()) {
            if (configuration.isActive(parameter)) {
                Object value = configuration.get(parameter.name());
                insert(
                        "trial_params (trial_id, param_name, param_value, distribution_json)",
                        id,
                        parameter.name(),
                        parameter instanceof ChoiceParameter<?> choice
                                ? choice.choices().indexOf(value)
                                : ((Number) value).doubleValue(),
                        OptunaDistributions.write(parameter));
            }
        }
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
