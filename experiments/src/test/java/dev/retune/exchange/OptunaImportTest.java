package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.InputException;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OptunaImportTest {

    @TempDir
    Path folder;

    private Path file;
    private Imported conditional;
    private Imported odd;

    @BeforeEach
    void read() throws Exception {
        file = Databases.optuna(folder);
        List<Imported> studies = OptunaImport.read(file, reason -> {});
        conditional = studies.get(0);
        odd = studies.get(1);
    }

    private static TrialRecord trial(Imported study, int number) {
        return study.copy().trials().stream()
                .filter(trial -> trial.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void read_keepsGoalStatesAndBest() {
        assertThat(conditional.copy().definition().goals().target().direction()).isEqualTo(Direction.MAXIMIZE);
        assertThat(conditional.copy().trials())
                .extracting(TrialRecord::state)
                .filteredOn(State.PRUNED::equals)
                .hasSize(6);
        assertThat(conditional.copy().trials())
                .extracting(TrialRecord::state)
                .filteredOn(State.FAILED::equals)
                .hasSize(2);
        // study.best_value, study.best_trial.number
        TrialRecord best = conditional.copy().trials().stream()
                .filter(trial -> trial.state() == State.COMPLETED)
                .max((a, b) -> Double.compare(a.value(), b.value()))
                .orElseThrow();
        assertThat(best.value()).isEqualTo(3.012266258651739);
        assertThat(best.number()).isEqualTo(22);
    }

    @Test
    void read_findsTheConditions() {
        SearchSpace space = conditional.copy().definition().space();

        assertThat(space.conditions(space.index("gamma"))).hasToString("[kernel in [rbf]]");
        assertThat(space.conditions(space.index("units0"))).isEmpty();
        assertThat(space.conditions(space.index("units1"))).hasToString("[layers in [2, 3]]");
        assertThat(space.conditions(space.index("units2"))).hasToString("[layers in [3]]");
        assertThat(space.parameter("kernel"))
                .hasToString("ChoiceParameter[name=kernel, choices=[linear, rbf, None, 3, true], isOrdered=false]");
    }

    @Test
    void read_keepsValuesReportsAttributesAndTimes() {
        TrialRecord first = trial(conditional, 0);

        assertThat(first.configuration().toMap())
                .isEqualTo(Map.of("kernel", "rbf", "rate", 0.01, "gamma", 0.5, "layers", 1, "units0", 8));
        assertThat(first.value()).isEqualTo(1.01);
        assertThat(first.reports()).containsExactly(new Report(1, 0), new Report(2, 0.01), new Report(3, 0.02));
        assertThat(first.attributes()).isEqualTo(Map.of("host", Map.of("name", "a", "cores", List.of(1, 2))));
        assertThat(first.started()).isPresent();
        assertThat(first.ended().orElseThrow()).isAfter(first.started().orElseThrow());
        assertThat(conditional.remarks()).contains("its steps count from 0: here they count from 1");
    }

    @Test
    void read_enqueuedTrials_waitIfAllTheirParametersAreKnown() {
        TrialRecord waiting = trial(conditional, 24);

        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.configuration().get("kernel")).isEqualTo("None");
        assertThat(conditional.copy().trials()).noneMatch(trial -> trial.number() == 25);
        assertThat(conditional.remarks())
                .contains(
                        "trials [25] have not suggested all their parameters: they and their values are not taken over,"
                                + " and new trials will take their numbers");
    }

    @Test
    void read_keepsStatesOfTrialsWithoutAFiniteValue() {
        assertThat(trial(odd, 0).outcome()).contains(Outcome.completed(Double.POSITIVE_INFINITY));
        assertThat(trial(odd, 1).outcome())
                .contains(new Outcome.Pruned(Measurement.of(Double.NaN), "pruned in Optuna"));
        assertThat(trial(odd, 2).value()).isEqualTo(2.5);
        assertThat(trial(odd, 2).reports()).containsExactly(new Report(5, Double.NaN), new Report(7, 2.5));
    }

    @Test
    void read_ofAParameterThatNothingExplains_addsASwitch() {
        SearchSpace space = odd.copy().definition().space();

        assertThat(space.conditions(space.index("hidden"))).hasToString("[hidden.used in [yes]]");
        assertThat(trial(odd, 3).configuration().get("hidden.used")).isEqualTo("yes");
        assertThat(trial(odd, 4).configuration().get("hidden.used")).isEqualTo("no");
        assertThat(odd.remarks())
                .contains("'x' was suggested from several ranges: its range is their union")
                .anyMatch(remark -> remark.startsWith("no other parameter tells when 'hidden' is used"));
    }

    @Test
    void read_ofAnOldDatabase_saysHowToUpgradeIt() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE trial_values DROP COLUMN value_type");
        }

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OptunaImport.read(file, reason -> {}))
                .withMessageContaining("was made by Optuna 3.1.0: bring it up to date with 'optuna storage upgrade");
    }

    @Test
    void read_ofAnotherDatabase_saysSo() throws Exception {
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x INTEGER)");
        }

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OptunaImport.read(other, reason -> {}))
                .withMessageContaining("is an SQLite database, but not one of Optuna's");
    }

    @Test
    void read_ofADamagedDatabase_saysSo() throws Exception {
        Path damaged = Files.writeString(folder.resolve("damaged.db"), "SQLite format 3\0" + "?".repeat(4000));

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OptunaImport.read(damaged, reason -> {}))
                .withMessageContaining("cannot be read as an Optuna database");
    }
}
