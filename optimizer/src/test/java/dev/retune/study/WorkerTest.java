package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.strategy.Proposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerTest {

    /** The name that a process had which has ended. */
    private static String deadWorker() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        String host = Worker.NAME.substring(0, Worker.NAME.indexOf('/'));
        return "%s/%s/%s".formatted(host, process.pid(), 0);
    }

    /** A clock that is set must change no name. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void name_endsInTheTicksAtWhichTheProcessStarted() throws Exception {
        String ticks = new String(
                new ProcessBuilder("sh", "-c", "cut -d')' -f2- /proc/$PPID/stat | cut -d' ' -f21")
                        .start()
                        .getInputStream()
                        .readAllBytes(),
                StandardCharsets.US_ASCII);

        assertThat(Worker.NAME)
                .endsWith("/%s/%s".formatted(ProcessHandle.current().pid(), ticks.strip()));
    }

    @Test
    void isGone_ofThisProcess_isFalse() {
        assertThat(Worker.isGone(Worker.NAME)).isFalse();
    }

    @Test
    void isGone_ofAProcessThatHasEnded_orWhoseNumberIsUsedAgain_isTrue() throws Exception {
        assertThat(Worker.isGone(deadWorker())).isTrue();
        assertThat(Worker.isGone(Worker.NAME + "1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "worker", "elsewhere/1/2", "a/b/c/d"})
    void isGone_whenNobodyCanTell_isFalse(String name) {
        assertThat(Worker.isGone(name)).isFalse();
        assertThat(Worker.isGone(Worker.NAME.substring(0, Worker.NAME.indexOf('/')) + "/x/2"))
                .isFalse();
    }

    @Test
    void study_handsOutTheTrialsOfADeadProcessAtOnce() throws Exception {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1));
        InMemoryStore store = new InMemoryStore();
        StudyBuilder builder = Study.over(space).budget(Budget.trials(2)).store(store, "s");
        Study early = builder.build();
        StoredStudy stored = store.find("s").orElseThrow();
        for (int i = 0; i < 2; i++) {
            Lease lease = stored.reserve(deadWorker(), Duration.ofHours(1), 2).orElseThrow();
            stored.fill(lease, Proposal.of(space.configuration(Map.of("x", 0.5))), 0);
        }

        assertThat(early.ask().number()).isZero(); // it notices when there is nothing else to do
        assertThat(builder.build().ask().number()).isEqualTo(1);
    }
}
