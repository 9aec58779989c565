package dev.retune.store.jdbc;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * What a study of many trials costs: milliseconds for a trial's way through the store, and through a {@link Study};
 * seconds and bytes for reading it. Arguments: {@code sqlite} or {@code postgres}, and numbers of trials. Eight
 * parameters, one report a trial.
 */
final class BigStudy {

    private static final int CYCLES = 300;

    private BigStudy() {}

    public static void main(String[] args) throws Exception {
        List<RealParameter> parameters = new ArrayList<>();
        SearchSpace.Builder builder = SearchSpace.builder();
        for (int i = 0; i < 8; i++) {
            parameters.add(Parameter.real("parameter" + i, 0, 1));
            builder.add(parameters.get(i));
        }
        SearchSpace space = builder.build();
        String place = args[0].equals("sqlite")
                ? Files.createTempDirectory("big").resolve("retune.db").toString()
                : PostgresServer.newStore("big");
        try (JdbcStore store = TellingProcess.open(place)) {
            for (int i = 1; i < args.length; i++) {
                measure(args[0], store, space, Integer.parseInt(args[i]));
            }
        }
        System.exit(0);
    }

    private static void measure(String kind, JdbcStore store, SearchSpace space, int size) {
        SplittableRandom random = new SplittableRandom(3);
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            trials.add(TrialRecord.waiting(i, space.sample(random), 1, OptionalInt.empty())
                    .started(Instant.EPOCH)
                    .reported(new Report(1, random.nextDouble()))
                    .ended(Outcome.completed(random.nextDouble()), Instant.EPOCH));
        }
        String name = "n" + size;
        StoredStudy stored = store.restore(new StudyCopy(
                new StudyDefinition(
                        name, space, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()),
                Instant.EPOCH,
                trials,
                Map.of()));
        trials.clear();

        long empty = used();
        long start = System.nanoTime();
        List<TrialRecord> history = stored.changesSince(0).trials();
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = (used() - empty) / history.size();

        double inStore = 0;
        for (int round = 0; round < 2; round++) { // the first one warms up
            long revision = stored.changesSince(Long.MAX_VALUE).revision();
            start = System.nanoTime();
            for (int i = 0; i < CYCLES; i++) {
                Lease lease = stored.reserve("w", Duration.ofHours(1), Integer.MAX_VALUE)
                        .orElseThrow();
                stored.fill(lease, Proposal.of(space.sample(random)), revision);
                stored.report(lease, new Report(1, 0.5));
                stored.finish(lease, Outcome.completed(0.5));
                revision = stored.changesSince(revision).revision();
            }
            inStore = (System.nanoTime() - start) / 1e6 / CYCLES;
        }
        Study study = Study.over(space)
                .strategy(RandomSearch.create())
                .budget(Budget.trials(Integer.MAX_VALUE))
                .store(store, name)
                .build();
        double inStudy = 0;
        for (int round = 0; round < 2; round++) {
            start = System.nanoTime();
            for (int i = 0; i < CYCLES; i++) {
                Trial trial = study.ask();
                trial.report(1, 0.5);
                study.tell(trial, 0.5);
            }
            inStudy = (System.nanoTime() - start) / 1e6 / CYCLES;
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d trials: %.2f ms a cycle in the store, %.2f ms in a study; read in %.2f s, %d bytes a trial%n",
                kind,
                history.size(),
                inStore,
                inStudy,
                seconds,
                bytes);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
