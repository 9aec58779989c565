package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.RandomSearch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What asking and telling costs in a big study, and what it keeps on the heap: the figures of {@code
 * docs/decisions/studies-and-stores.md}. Processor time, so that other programs do not matter; the store's share of
 * other threads is in it.
 */
public final class BigStudyFigures {

    private static final int TRIALS = 100_000;
    private static final int SAMPLE = 1000;

    private static final SearchSpace SPACE = SearchSpace.builder()
            .add(Parameter.real("rate", 1e-5, 1).log())
            .add(Parameter.real("momentum", 0, 1))
            .add(Parameter.integer("layers", 1, 9))
            .add(Parameter.choice("kind", "a", "b", "c"))
            .build();

    private BigStudyFigures() {}

    public static void main(String[] args) throws IOException {
        grow("in memory", new InMemoryStore());
        Path file = Files.createTempDirectory("retune").resolve("big.db");
        try (StudyStore store = JdbcStore.sqlite(file)) {
            grow("SQLite", store);
        }
        try (StudyStore store = JdbcStore.sqlite(file)) {
            double start = seconds();
            Study study = study(store);
            print("SQLite: opening it again", seconds() - start, "s");
            start = seconds();
            Replay replay = study.replay();
            print("SQLite: replaying %s of %s".formatted(replay.same(), replay.proposals()), seconds() - start, "s");
        }
    }

    private static Study study(StudyStore store) {
        return Study.over(SPACE)
                .budget(Budget.trials(2 * TRIALS))
                .strategy(RandomSearch.create())
                .store(store, "big")
                .build();
    }

    private static void grow(String name, StudyStore store) {
        Study study = study(store);
        double before = 0;
        for (int size : List.of(1000, 10_000, TRIALS)) {
            tell(study, size - SAMPLE - study.trials().size());
            double start = seconds();
            tell(study, SAMPLE);
            print("%s: ask and tell at %s trials".formatted(name, size), 1000 * (seconds() - start) / SAMPLE, "ms");
            double heap = heap();
            print("%s: heap at %s trials".formatted(name, size), heap / 1e6, "MB");
            if (size == TRIALS) {
                print("%s: heap a trial".formatted(name), (heap - before) / (TRIALS - 10_000), "bytes");
            }
            before = heap;
        }
    }

    private static void tell(Study study, int trials) {
        for (int i = 0; i < trials; i++) {
            Trial trial = study.ask();
            study.tell(trial, Math.sin(trial.number()));
        }
    }

    private static double seconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static double heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void print(String what, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "%-45s %8.2f %s", what, value, unit));
    }
}
