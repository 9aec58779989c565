package dev.retune.store.jdbc;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A store with an ended, a running, a waiting and a reserved trial, damaged in one place. */
class IntegrityTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() {
        file = folder.resolve("retune.db");
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            StoredStudy study = store.open(new StudyDefinition(
                    "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of("note", 1)));
            Proposal proposal = Proposal.of(SPACE.configuration(Map.of("x", 0.5)));
            Lease ended = study.reserve("a", Duration.ofHours(1), 9).orElseThrow();
            study.fill(ended, proposal, 0);
            study.report(ended, new Report(1, 0.5));
            study.finish(ended, Outcome.completed(0.5));
            study.fill(study.reserve("a", Duration.ofHours(1), 9).orElseThrow(), proposal, 0);
            study.enqueue(Proposal.continuing(1, proposal.configuration(), 1), 9);
            assertThat(study.reserve("a", Duration.ofHours(1), 9)).isPresent();
        }
    }

    private void damage(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> problems() {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            return store.problems();
        }
    }

    @Test
    void problems_ofASoundStore_areNone() {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE study SET space = '[]x'                             | study 's': its space cannot be read
            UPDATE study SET goals = 'WIN'                             | study 's': its goals cannot be read
            UPDATE study SET goals = '{"goals":[]}'                    | study 's': its goals cannot be read
            UPDATE study SET goals = '{"goals":[{"direction":"up"}]}'  | study 's': its goals cannot be read
            UPDATE study SET resource_min = -1                         | study 's': its resource cannot be read
            UPDATE study SET trials = 9                                | study 's': it counts 9 trials, but has 4
            DELETE FROM trial WHERE number = 1                         | study 's': it counts 4 trials, but has 3
            UPDATE trial SET state = 'ODD' WHERE number = 0            | study 's', trial 0: its state cannot be read
            UPDATE trial SET outcome = '{' WHERE number = 0            | study 's', trial 0: its outcome cannot be read
            UPDATE trial SET outcome = NULL WHERE number = 0           | study 's', trial 0: it is COMPLETED, with no outcome
            UPDATE trial SET ended = NULL WHERE number = 0             | study 's', trial 0: it is COMPLETED, with no end
            UPDATE trial SET configuration = '{"x":3}' WHERE number = 1 | study 's', trial 1: its configuration cannot be read
            UPDATE trial SET configuration = NULL WHERE number = 1     | study 's', trial 1: it is RUNNING, with no configuration
            UPDATE trial SET worker = NULL WHERE number = 1            | study 's', trial 1: it runs, but no worker holds it
            UPDATE trial SET token = 9e18 WHERE number = 2             | study 's', trial 2: its token is newer than its study's
            UPDATE trial SET changed_at = 99 WHERE number = 2          | study 's', trial 2: its revision is newer than its study's
            UPDATE trial SET continues = 2 WHERE number = 2            | study 's', trial 2: it continues trial 2
            DELETE FROM trial WHERE number = 1                         | study 's', trial 2: it continues trial 1, which is not there
            UPDATE trial SET resource = -1 WHERE number = 0            | study 's', trial 0: its resource is -1.0
            UPDATE trial SET filled_at = NULL WHERE number = 1         | study 's', trial 1: it is RUNNING, but was never filled
            UPDATE trial SET ended_at = NULL WHERE number = 0          | study 's', trial 0: it has ended, at no revision
            UPDATE trial SET detailed = 0 WHERE number = 0             | study 's', trial 0: its reports or attempts are not read
            DELETE FROM trial WHERE number = 0                         | study 's': trial 0 is not there, but has a report
            UPDATE report SET step = 0                                 | study 's', trial 0: it has a report of step 0
            UPDATE report SET metric = 'speed'                         | study 's', trial 0: it has a report of 'speed', which is not a target
            """)
    void problems_ofADamagedRow_nameItsPlace(String damage, String problem) throws Exception {
        damage("PRAGMA foreign_keys = OFF", damage);

        assertThat(problems()).anyMatch(found -> found.startsWith(problem));
    }

    @Test
    void problems_ofTrialsWithoutAStudy_areTold() throws Exception {
        damage("PRAGMA foreign_keys = OFF", "DELETE FROM study");

        assertThat(problems()).singleElement().asString().contains("does not exist, but has trials");
    }

    @Test
    void problems_areAllTold() throws Exception {
        damage(
                "PRAGMA foreign_keys = OFF",
                "DELETE FROM trial WHERE number = 0",
                "UPDATE trial SET resource = -1 WHERE number = 1",
                "UPDATE study SET notes = '{'");

        assertThat(problems())
                .anyMatch(found -> found.startsWith("study 's': trial 0 is not there, but has a report"))
                .anyMatch(found -> found.startsWith("study 's', trial 1: its resource is -1.0"))
                .anyMatch(found -> found.startsWith("study 's': its notes cannot be read"))
                .noneMatch(found -> found.contains("Source"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE trial SET outcome = '{' WHERE number = 0 | trial 0 of study 's' cannot be read
            UPDATE trial SET resource = -1 WHERE number = 0 | trial 0 of study 's' cannot be read
            UPDATE study SET space = '{'                    | study 's' cannot be read
            """)
    void read_ofADamagedRow_saysWhoTellsMore(String damage, String problem) throws Exception {
        damage(damage);

        try (JdbcStore store = JdbcStore.sqlite(file)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.find("s").orElseThrow().changesSince(0))
                    .withMessageStartingWith("The store %s is damaged: %s", file, problem)
                    .withMessageEndingWith("'retune doctor' tells all that is wrong");
        }
    }

    @Test
    void problems_ofADamagedFile_areTheDatabases() throws Exception {
        damage("PRAGMA wal_checkpoint(TRUNCATE)");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] page = new byte[4096];
            Arrays.fill(page, (byte) 0xff);
            bytes.seek(bytes.length() - page.length);
            bytes.write(page);
        }

        assertThat(problems()).isNotEmpty().allMatch(problem -> problem.startsWith("the file is damaged: "));
    }
}
