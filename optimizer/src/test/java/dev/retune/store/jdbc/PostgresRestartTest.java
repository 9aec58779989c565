package dev.retune.store.jdbc;

import dev.retune.budget.Budget;
import dev.retune.execution.Runner;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.trial.Measurement;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** A server of its own, which goes away in mid-study and comes back. */
class PostgresRestartTest {

    private static final int TRIALS = 60;

    @TempDir
    Path folder;

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    /** SIGINT has the server end in good order, SIGQUIT is a crash. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "QUIT"})
    void run_whenTheServerIsRestarted_goesOnAndLosesNothing(String signal) throws Exception {
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        AtomicInteger evaluated = new AtomicInteger();
        CountDownLatch half = new CountDownLatch(TRIALS / 2);
        CountDownLatch ended = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        String url = "postgresql://postgres@localhost:%s/postgres".formatted(port);
        try (JdbcStore store = JdbcStore.postgres(url)) {
            Study study = Study.over(SearchSpace.of(TellingProcess.X))
                    .strategy(RandomSearch.create())
                    .budget(Budget.trials(TRIALS))
                    .store(store, "restarted")
                    .build();
            Future<?> run = executor.submit(() -> Runner.parallel(3).run(study, trial -> {
                trial.report(1, trial.get(TellingProcess.X));
                evaluated.incrementAndGet();
                half.countDown();
                if (half.getCount() == 0) { // nothing durable follows the report
                    ended.await();
                }
                return Measurement.of(trial.get(TellingProcess.X));
            }));
            half.await();

            String process =
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
            assertThat(new ProcessBuilder("kill", "-" + signal, process).start().waitFor())
                    .isZero();
            ProcessHandle.of(Long.parseLong(process)).ifPresent(p -> p.onExit().join());
            ended.countDown();
            server.close(); // has ended already, but keeps its folder locked
            Future<Integer> opening = executor.submit(() -> {
                try (JdbcStore another = JdbcStore.postgres(url)) {
                    return another.list().size();
                }
            });
            server = start(port);
            run.get();
            assertThat(opening.get()).isOne();

            assertThat(study.trials())
                    .hasSize(TRIALS)
                    .allSatisfy(t -> assertThat(t.state()).isEqualTo(State.COMPLETED))
                    .allSatisfy(t ->
                            assertThat(t.value()).isEqualTo(t.configuration().get(TellingProcess.X)))
                    .allSatisfy(t -> assertThat(t.reports())
                            .containsExactly(new Report(1, t.configuration().get(TellingProcess.X))));
            assertThat(study.trials()).extracting(TrialRecord::attempts).allMatch(attempts -> attempts.isEmpty());
            assertThat(evaluated).hasValue(TRIALS);
        } finally {
            executor.shutdownNow();
            server.close();
        }
    }
}
