package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.pruning.Pruner;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Trials;
import dev.retune.trial.Outcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A whole study of random search in ten dimensions: what asking, reporting and telling cost, and a median pruner. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 200)
@Measurement(iterations = 200)
@Fork(3)
public class StudyBenchmark {

    private static final int TRIALS = 300;
    private static final int REPORTS = 10;

    @Param({"memory", "sqlite"})
    private String store;

    private StudyStore opened = new InMemoryStore();
    private Path folder = Path.of("");

    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("benchmark");
        opened = store.equals("memory") ? new InMemoryStore() : JdbcStore.sqlite(folder.resolve("study.db"));
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        opened.close();
        Files.deleteIfExists(folder.resolve("study.db"));
        Files.deleteIfExists(folder);
    }

    @Benchmark
    public double cycles() {
        return run(0, Pruner.none());
    }

    @Benchmark
    public double reports() {
        return run(REPORTS, Pruner.none());
    }

    @Benchmark
    public double medianPruner() {
        return run(REPORTS, Pruner.median());
    }

    private double run(int reports, Pruner pruner) {
        Study study = Study.over(Trials.space())
                .budget(Budget.trials(TRIALS))
                .strategy(RandomSearch.create())
                .pruner(pruner)
                .seed(1)
                .store(opened, "study")
                .build();
        while (study.isOpen()) {
            Trial trial = study.ask();
            double loss = trial.configuration().encode()[0];
            try {
                for (int step = 1; step <= reports; step++) {
                    trial.report(step, loss + 1.0 / step);
                }
                study.tell(trial, loss);
            } catch (TrialPrunedException e) {
                study.tell(trial, new Outcome.Pruned(dev.retune.trial.Measurement.of(loss), "pruned"));
            }
        }
        return study.best().orElseThrow().value();
    }
}
