package dev.retune.store.jdbc;

import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Real processes on one real file. */
class SqliteProcessesTest {

    @TempDir
    Path directory;

    private Process start(Path file, int trials) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TellingProcess.class.getName(),
                        file.toString(),
                        String.valueOf(trials))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.txt").toFile()))
                .start();
    }

    private static List<TrialRecord> trials(Path file) {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            return TellingProcess.study(store, Integer.MAX_VALUE).trials();
        }
    }

    @Test
    void twoProcesses_startingOnNoFile_shareTheBudgetExactly() throws Exception {
        Path file = directory.resolve("shared.db");
        List<Process> processes = List.of(start(file, 120), start(file, 120));
        List<String> told = new ArrayList<>();
        for (Process process : processes) {
            List<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).endsWith("done");
            told.addAll(lines.subList(0, lines.size() - 1));
            assertThat(process.waitFor()).isZero();
        }

        assertThat(told).hasSize(120).doesNotHaveDuplicates();
        assertThat(trials(file))
                .hasSize(120)
                .allSatisfy(t -> assertThat(t.state()).isEqualTo(State.COMPLETED));
    }

    @Test
    void killedAgainAndAgain_losesNothingTold_andEndsLikeAnUninterruptedRun() throws Exception {
        Path file = directory.resolve("killed.db");
        int trials = 150;
        Set<String> told = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Process process = start(file, trials);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int i = 0; i < 20 + 7 * round; i++) {
                    told.add(out.readLine());
                }
                process.toHandle().destroyForcibly(); // kill -9; leaves the pipe to be read to its end
                out.lines().forEach(told::add);
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        Path whole = directory.resolve("whole.db");
        try (JdbcStore killed = JdbcStore.sqlite(file);
                JdbcStore uninterrupted = JdbcStore.sqlite(whole)) {
            Study study = TellingProcess.study(killed, trials);
            Set<String> kept = new HashSet<>();
            study.trials().stream()
                    .filter(t -> t.state() == State.COMPLETED)
                    .forEach(t -> kept.add("told " + t.number()));
            assertThat(told).doesNotContain("done").allMatch(kept::contains);

            Study other = TellingProcess.study(uninterrupted, trials);
            finish(study);
            finish(other);

            assertThat(study.trials()).hasSize(trials);
            assertThat(study.trials())
                    .extracting(TrialRecord::number, TrialRecord::configuration, TrialRecord::outcome)
                    .isEqualTo(other.trials().stream()
                            .map(t -> tuple(t.number(), t.configuration(), t.outcome()))
                            .toList());
        }
    }

    private static void finish(Study study) {
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, trial.get(TellingProcess.X));
        }
    }
}
