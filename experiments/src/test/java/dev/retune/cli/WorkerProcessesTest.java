package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Several processes on one study at once, some of which die. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerProcessesTest {

    private static final int TRIALS = 12;

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Cli.canSignal(), "no kill here");
        cli = new Cli(folder);
    }

    private Process start(String... arguments) throws Exception {
        return processes.start(folder, arguments);
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String firstLine(Process process) throws Exception {
        return process.inputReader(UTF_8).readLine();
    }

    /** Where it holds a trial, but not the lock of the store. */
    private void pauseInMidTrial(Process tune) throws Exception {
        pause(tune);
        while (!isUnlocked() || !cli.run("status", "small").out().contains("/" + tune.pid() + " ")) {
            Cli.signal(tune, "CONT");
            pause(tune);
        }
    }

    /** The signal returns before the last thread stands still. */
    private static void pause(Process process) throws Exception {
        Cli.signal(process, "STOP");
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        while (Files.isDirectory(threads) && !areStopped(threads)) {
            Thread.onSpinWait();
        }
    }

    private static boolean areStopped(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private boolean isUnlocked() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("retune.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return true;
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("SQLITE_BUSY");
            return false;
        }
    }

    @Test
    void workers_takeUpWhatAKilledProcessHeld_andEndWithTheTrialsOfASingleRun() throws Exception {
        cli.write(
                "study.yaml",
                Cli.STUDY.replace("trials: 3", "trials: " + TRIALS).replace("epochs: 3", "epochs: 200")
                        + "pruner: median\ndeterministic: true\n");
        Process tune = start("tune", "study.yaml", "--threads", "2");
        assertThat(firstLine(tune)).startsWith("Study small");
        pauseInMidTrial(tune);
        List<Process> workers = List.of(start("worker", "study.yaml"), start("worker", "study.yaml"));
        for (Process worker : workers) {
            assertThat(firstLine(worker))
                    .as(() -> "after %s".formatted(errors()))
                    .startsWith("Joined study small");
        }
        String status = cli.run("status", "small").out();
        JsonNode json = JsonMapper.shared()
                .readTree(cli.run("status", "small", "--json").out());
        Cli.signal(tune, "KILL");

        int here = 0;
        for (Process worker : workers) {
            String last = worker.inputReader(UTF_8).lines().reduce("", (a, b) -> b);
            assertThat(worker.waitFor()).isZero();
            assertThat(last).endsWith("%s trials in all.".formatted(TRIALS));
            here += Integer.parseInt(last.replaceAll(".*\\. (\\d+) trials? here.*", "$1"));
        }
        assertThat(here).isBetween(1, TRIALS);
        assertThat(status).contains("/" + tune.pid() + " ").contains("WORKER", "0 waiting");
        assertThat(status.lines()).allMatch(line -> line.length() <= 80);
        assertThat(json.get("workers").get(0).get("worker").stringValue()).contains("/" + tune.pid() + "/");

        assertThat(cli.run("tune", "study.yaml", "--store", "alone.db", "--threads", "1")
                        .status())
                .isZero();
        assertThat(WorkersTest.trials(cli, "retune.db")).hasSize(TRIALS).isEqualTo(WorkersTest.trials(cli, "alone.db"));
        assertThat(cli.run("replay", "study.yaml").out())
                .startsWith("%s of %s proposals are the same".formatted(TRIALS, TRIALS));
    }

    @Test
    void threeProcesses_shareTheBudgetExactly_andReplay() throws Exception {
        cli.write("study.yaml", Cli.STUDY.replace("trials: 3", "trials: " + TRIALS) + "strategy: tpe\n");
        List<Process> processes = List.of(
                start("tune", "study.yaml", "--threads", "2"),
                start("tune", "study.yaml", "--threads", "1"),
                start("tune", "study.yaml", "--threads", "1"));
        for (Process process : processes) {
            assertThat(process.inputReader(UTF_8).lines().toList())
                    .anyMatch(line -> line.contains("all %s trials are used".formatted(TRIALS)));
            assertThat(process.waitFor()).isZero();
        }

        assertThat(WorkersTest.trials(cli, "retune.db")).hasSize(TRIALS);
        assertThat(cli.run("replay", "study.yaml").out())
                .startsWith("%s of %s proposals are the same".formatted(TRIALS, TRIALS));
    }
}
