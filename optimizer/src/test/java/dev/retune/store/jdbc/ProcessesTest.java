package dev.retune.store.jdbc;

import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Real processes on real stores, also killed at random instants. How often is up to {@code -Dretune.rounds}: 200 is the
 * real thing, on SQLite, and a quarter of it, with four workers, on PostgreSQL.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessesTest {

    private static final int ROUNDS = Integer.getInteger("retune.rounds", 8);
    private static final int AT_WORK = 3;
    private static final int ENDLESS = 1_000_000;

    @TempDir
    Path folder;

    private Process start(String store, String study, int trials) throws IOException {
        return new ProcessBuilder(TellingProcess.command(store, study, "trials", String.valueOf(trials)))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors.txt").toFile()))
                .start();
    }

    private static List<TrialRecord> trials(String store, String study) {
        try (JdbcStore opened = TellingProcess.open(store)) {
            return TellingProcess.study(opened, study, ENDLESS).trials();
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void processes_startingOnNoFile_shareTheBudgetExactly() throws Exception {
        assertShared(file("shared.db"), 3, 150);
    }

    @Test
    void processes_onPostgres_shareTheBudgetExactly() throws Exception {
        assertShared(PostgresServer.newStore("shared"), 4, 120);
    }

    private void assertShared(String store, int processes, int trials) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            started.add(start(store, "study", trials));
        }
        List<String> told = new ArrayList<>();
        for (Process process : started) {
            List<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).endsWith("done");
            told.addAll(lines.subList(0, lines.size() - 1));
            assertThat(process.waitFor()).isZero();
        }

        assertThat(told).hasSize(trials).doesNotHaveDuplicates();
        assertThat(trials(store, "study"))
                .hasSize(trials)
                .allSatisfy(t -> assertThat(t.state()).isEqualTo(State.COMPLETED));
        assertThat(folder.resolve("errors.txt")).isEmptyFile();
    }

    @Test
    void killedAgainAndAgain_onSqlite_losesNothingTold_andEndsLikeAnUninterruptedRun() throws Exception {
        String store = file("killed.db");
        kill(store, ROUNDS, 1);
        int reached = trials(store, "study").size();

        finish(store, "study", reached + 20);
        finish(file("whole.db"), "study", reached + 20);

        assertThat(trials(store, "study"))
                .hasSize(reached + 20)
                .extracting(TrialRecord::number, TrialRecord::configuration, TrialRecord::outcome)
                .isEqualTo(trials(file("whole.db"), "study").stream()
                        .map(t -> tuple(t.number(), t.configuration(), t.outcome()))
                        .toList());
    }

    @Test
    void workersKilledAgainAndAgain_onPostgres_loseNothingTold_andLeaveNothingStuck() throws Exception {
        String store = PostgresServer.newStore("killed");
        kill(store, ROUNDS / 4, 4);
        int reached = trials(store, "study").size();

        finish(store, "study", reached + 20);

        assertThat(trials(store, "study"))
                .hasSize(reached + 20)
                .allSatisfy(t -> assertThat(t.state()).isEqualTo(State.COMPLETED));
    }

    /**
     * In each round all workers are killed at a random instant of their work; then all that they told must be there.
     */
    private void kill(String store, int rounds, int workers) throws Exception {
        Random random = new Random(7);
        Set<String> told = new TreeSet<>();
        for (int round = 0; round < rounds; round++) {
            List<Process> started = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                started.add(start(store, "study", ENDLESS));
            }
            for (int i = 0; i < (round % 2 == 0 ? AT_WORK : 0); i++) { // at work, rather than starting
                tell(told, started.get(0).inputReader(StandardCharsets.UTF_8).readLine());
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(round % 2 == 0 ? 200 : 1500));
            started.forEach(
                    process -> process.toHandle().destroyForcibly()); // kill -9; the pipes are read to their ends
            for (Process process : started) {
                for (String rest = process.inputReader(StandardCharsets.UTF_8).readLine();
                        rest != null;
                        rest = process.inputReader(StandardCharsets.UTF_8).readLine()) {
                    tell(told, rest);
                }
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            try (JdbcStore opened = TellingProcess.open(store)) {
                Set<String> kept = new TreeSet<>();
                opened.find("study").stream()
                        .flatMap(study -> study.changesSince(0).trials().stream())
                        .filter(t -> t.state() == State.COMPLETED)
                        .forEach(t -> kept.add("told " + t.number()));
                assertThat(kept).containsAll(told);
                assertThat(opened.problems()).isEmpty();
            }
        }
        assertThat(told).hasSizeGreaterThanOrEqualTo(AT_WORK * rounds / 2);
    }

    /** A line that a kill cut off does not count. No trial may be told twice. */
    private void tell(Set<String> told, String line) throws IOException {
        assertThat(line).as(Files.readString(folder.resolve("errors.txt"))).isNotNull();
        if (line.matches("told \\d+")) {
            assertThat(told.add(line)).as(line + " a second time").isTrue();
        }
    }

    /** Works on until the budget is spent, which the workers that were killed must not prevent. */
    private static void finish(String store, String name, int trials) {
        try (JdbcStore opened = TellingProcess.open(store)) {
            Study study = TellingProcess.study(opened, name, trials);
            Optional<Trial> trial = study.tryAsk();
            while (trial.isPresent()) {
                trial.get().report(1, 0);
                study.tell(trial.get(), trial.get().get(TellingProcess.X));
                trial = study.tryAsk();
            }
            assertThat(study.closedBecause()).isPresent();
        }
    }
}
