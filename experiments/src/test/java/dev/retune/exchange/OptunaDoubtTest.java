package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

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

        assertThat(study.remarks()).anyMatch(remark -> remark.startsWith("trial 0 is left out: 'rate' = 20.0 is"));
        assertThat(study.copy().trials())
                .noneMatch(trial -> trial.number() == 0)
                .anyMatch(t -> t.number() == 1);
    }

    @Test
    void read_whenADateIsDamaged_skipsThatStudyAlone() throws Exception {
        assertThat(after("UPDATE trials SET datetime_start = 'soon' WHERE trial_id = 1"))
                .hasSize(1);
        assertThat(skipped).singleElement().asString().contains("soon");
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
