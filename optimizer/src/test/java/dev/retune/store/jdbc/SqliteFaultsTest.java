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
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A disk of its own that becomes full in mid-study, and is well again afterwards. Needs the right to mount. */
class SqliteFaultsTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    @TempDir
    Path disk;

    private Runnable whenFull = () -> {};
    private Dialect dialect;
    private JdbcStore store;
    private StoredStudy study;
    private Lease lease;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0, "no right to mount here");
        Dialect sqlite = SqliteDialect.writing(disk.resolve("retune.db"));
        dialect = (Dialect) Proxy.newProxyInstance(
                SqliteFaultsTest.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(sqlite, arguments);
                        if (method.getName().equals("isFull") && answer.equals(true)) {
                            whenFull.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        store = JdbcStore.writing(dialect, Duration.ofMillis(200));
        study = store.open(new StudyDefinition(
                "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));
        lease = study.reserve("worker", Duration.ofHours(1), 10).orElseThrow();
        study.fill(lease, Proposal.of(SPACE.configuration(Map.of("x", 0.5))), 0);
    }

    @AfterEach
    void end() throws Exception {
        if (store != null) {
            store.close();
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such command
        }
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 100; i++) { // until what was set aside for the log is used up
                        study.note(lease, Map.of("note" + i, "x".repeat(50_000)));
                    }
                })
                .withMessageContaining(disk.resolve("retune.db").toString())
                .withMessageContaining(message);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> study.finish(lease, Outcome.completed(0.25)))
                .withMessageContaining(message);
    }

    private void assertGoesOn() {
        study.finish(lease, Outcome.completed(0.25));

        List<TrialRecord> trials = study.changesSince(0).trials();
        assertThat(trials).singleElement().satisfies(t -> assertThat(t.value()).isEqualTo(0.25));
        assertThat(store.problems()).isEmpty();
    }

    private Path fill() {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("space");
        }
        return filler;
    }

    @Test
    void write_onADiskThatIsFullForAWhile_waitsAndSucceeds() {
        Path filler = fill();
        AtomicInteger refusals = new AtomicInteger();
        whenFull = () -> {
            if (refusals.incrementAndGet() == 3) {
                assertThat(filler.toFile().delete()).isTrue();
            }
        };
        try (JdbcStore patient = JdbcStore.writing(dialect, Duration.ofSeconds(30))) {
            StoredStudy same = patient.find("s").orElseThrow();
            for (int i = 0; i < 10; i++) { // more than was set aside for the log
                same.note(lease, Map.of("note", "x".repeat(25_000 + i)));
            }
        }

        assertThat(refusals).hasValueGreaterThanOrEqualTo(3);
        assertGoesOn();
    }

    @Test
    void write_onAFullDisk_saysSo_andSucceedsOnceThereIsSpace() throws Exception {
        Path filler = fill();

        assertRefused("the disk is full");
        assertThat(study.changesSince(0).trials()).hasSize(1); // reading goes on

        Files.delete(filler);
        assertGoesOn();
    }
}
