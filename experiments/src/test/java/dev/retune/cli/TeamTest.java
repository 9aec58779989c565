package dev.retune.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Several processes on one study in PostgreSQL, and all that one does with it afterwards. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamTest {

    private static final int TRIALS = 12;

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    private Cli cli;
    private EmbeddedPostgres server;
    private String store;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Cli.canSignal(), "no Unix here");
        cli = new Cli(folder);
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        store = "postgresql://postgres:secret@localhost:%s/postgres".formatted(server.getPort());
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private Process start(String command, String firstLine) throws Exception {
        Process process = processes.start(folder, command, "study.yaml", "--threads", "1", "--store", store);
        assertThat(process.inputReader(UTF_8).readLine()).startsWith(firstLine);
        return process;
    }

    private JsonNode status() {
        return JsonMapper.shared()
                .readTree(cli.run("status", "team", "--json", "--store", store).out());
    }

    @Test
    void tuneAndTwoWorkers_onPostgres_shareTheStudy_andEveryCommandReadsIt() throws Exception {
        cli.write("study.yaml", """
                study: team
                goal: minimize loss
                budget: {trials: %s}
                seed: 3
                strategy: tpe
                command: [sh, trial.sh]
                space: {x: {real: [0, 1]}, kind: {choice: [a, b]}}
                """.formatted(TRIALS));
        cli.write("trial.sh", """
                read line < gate
                echo "report 1 0.5"
                echo "score $RETUNE_X"
                """);
        assertThat(new ProcessBuilder("mkfifo", cli.file("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (RandomAccessFile gate = new RandomAccessFile(cli.file("gate").toFile(), "rw")) {
            Process tune = start("tune", "Study team: ");
            List<Process> workers =
                    List.of(start("worker", "Joined study team: "), start("worker", "Joined study team: "));
            while (status().get("running").intValue() < 3) { // a third may hold a trial that is being proposed
                Thread.onSpinWait();
            }
            String live = cli.run("status", "--store", store).out();
            assertThat(live)
                    .contains("3 running")
                    .contains(processes.all().stream().map(p -> "/" + p.pid()).toList());

            gate.write("\n".repeat(4 * TRIALS).getBytes(UTF_8)); // each trial takes a line, and a lost one another
            for (Process worker : workers) {
                assertThat(worker.inputReader(UTF_8).lines().reduce("", (a, b) -> b))
                        .startsWith("Finished: all %s trials are used. ".formatted(TRIALS))
                        .endsWith(" %s trials in all.".formatted(TRIALS));
                assertThat(worker.waitFor()).isZero();
            }
            assertThat(tune.inputReader(UTF_8).lines().toList())
                    .anyMatch(line -> line.startsWith("Finished: all %s trials are used.".formatted(TRIALS)));
            assertThat(tune.waitFor()).isZero();
        }

        assertThat(status().get("over").booleanValue()).isTrue();
        assertThat(cli.run("replay", "study.yaml", "--store", store).out())
                .isEqualTo("%s of %s proposals are the same%n".formatted(TRIALS, TRIALS));
        assertThat(cli.run("doctor", store).out())
                .isEqualTo("%s is sound: 1 study, %s trials.%n".formatted(store.replace(":secret", ""), TRIALS));
        String lines =
                cli.run("export", "team", "--format", "jsonl", "--store", store).out();
        assertThat(lines.lines()).hasSize(TRIALS + 2);
        cli.write("team.jsonl", lines);
        assertThat(cli.run("import", "team.jsonl", "--as", "copy", "--store", store)
                        .status())
                .isZero();
        assertThat(cli.run("import", "team.jsonl", "--store", "local.db").status())
                .isZero();
        assertThat(cli.run("export", "team", "--format", "jsonl", "--store", "local.db")
                        .out())
                .isEqualTo(lines);
        assertThat(cli.run("best", "copy", "--store", store).out())
                .isEqualTo(cli.run("best", "team", "--store", store).out());
        assertThat(folder.resolve("err.txt")).content().doesNotContain("secret");
    }
}
