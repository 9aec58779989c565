package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.space.Parameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class OptunaDoubtTest {

    @TempDir
    Path folder;

    private final List<String> skipped = new ArrayList<>();
    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = Databases.optuna(folder);
    }

    private List<Imported> after(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return OptunaImport.read(file, skipped::add);
    }

    @Test
    void read_whenAValueIsOutsideItsRange_leavesOutThatTrialAlone() throws Exception {
        Imported study = after("UPDATE trial_params SET param_value = 20 WHERE param_name = 'rate' AND trial_id = 1")
                .get(0);

        assertThat(study.remarks())
                .anyMatch(remark -> remark.startsWith("trial 0 is left out: 'rate' = 20 is outside [1.0E-5, 0.1]"));
        assertThat(study.copy().trials())
                .noneMatch(trial -> trial.number() == 0)
                .anyMatch(t -> t.number() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "UPDATE trials SET datetime_start = 'soon' WHERE trial_id = 1 | soon",
                "UPDATE trial_intermediate_values SET step = 3000000000 WHERE trial_id = 1 AND step = 1 | step 3000000000",
                "UPDATE trial_params SET distribution_json = '{' WHERE trial_id = 1 | trial 0 is left out",
                "INSERT INTO trial_user_attributes (trial_id, key, value_json) VALUES (1, 'k', '{') | trial 0 is left out",
            })
    void read_whenAPartOfATrialIsDamaged_leavesOutThatTrialAlone(String sql, String reason) throws Exception {
        List<Imported> studies = after(sql);

        assertThat(studies).hasSize(2);
        assertThat(skipped).isEmpty();
        assertThat(studies.get(0).remarks())
                .anyMatch(remark -> remark.startsWith("trial 0 is left out: ") && remark.contains(reason));
        assertThat(studies.get(0).copy().trials())
                .noneMatch(trial -> trial.number() == 0)
                .anyMatch(trial -> trial.number() == 1);
    }

    @Test
    void read_whenNamesDifferBySpaces_keepsThemApart() throws Exception {
        Imported study = after("UPDATE trial_params SET param_name = ' layers ' WHERE param_name = 'rate'")
                .get(0);

        assertThat(study.remarks())
                .contains("parameter ' layers ' is called 'layers_2' here: names have no spaces around them");
        assertThat(study.copy().definition().space().parameters())
                .extracting(Parameter::name)
                .contains("layers", "layers_2");
    }

    @Test
    void end_inAnHourThatOccursTwice_isAfterTheStart() {
        ZoneId berlin = ZoneId.of("Europe/Berlin"); // back from 03:00 to 02:00 at 01:00 UTC
        Optional<Instant> start = Optional.of(Instant.parse("2024-10-27T00:50:00Z")); // 02:50, the first time

        assertThat(OptunaDatabase.end("2024-10-27 02:55:00", start, berlin)).isEqualTo("2024-10-27T00:55:00Z");
        assertThat(OptunaDatabase.end("2024-10-27 02:10:00", start, berlin)).isEqualTo("2024-10-27T01:10:00Z");
    }

    @Test
    void read_whenATrialEndsBeforeItStarts_keepsItAndSaysSo() throws Exception {
        Imported study = after("UPDATE trials SET datetime_complete = '2000-01-01 00:00:00' WHERE trial_id = 1")
                .get(0);

        assertThat(study.remarks()).contains("trial 0 ends before it starts: its duration is 0 here");
        assertThat(study.copy().trials())
                .allMatch(trial -> trial.seconds().orElse(0) >= 0)
                .anyMatch(trial -> trial.number() == 0);
    }

    @Test
    void read_whenAStudyHasNoDirection_skipsThatStudyAlone() throws Exception {
        assertThat(after("DELETE FROM study_directions WHERE study_id = 1")).hasSize(1);
        assertThat(skipped).singleElement().asString().contains("it has no direction");
    }

    @Test
    void read_whenAWaitingTrialHasAChoiceThatIsGone_leavesOutThatTrialAlone() throws Exception {
        Imported study = after("UPDATE trial_system_attributes SET value_json = '{\"kernel\": \"gone\", \"rate\": NaN}'"
                        + " WHERE key = 'fixed_params'")
                .get(0);

        assertThat(study.remarks()).anyMatch(remark -> remark.startsWith("trial 24 is left out: 'kernel' = \"gone\""));
    }
}
