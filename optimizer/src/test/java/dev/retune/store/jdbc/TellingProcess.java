package dev.retune.store.jdbc;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.study.Trial;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The program that tests start in processes of its own: works on a study and prints each trial that it has told. */
final class TellingProcess {

    static final RealParameter X = Parameter.real("x", 0, 1);

    private TellingProcess() {}

    static JdbcStore open(String store) {
        return store.startsWith("postgres") ? JdbcStore.postgres(store) : JdbcStore.sqlite(Path.of(store));
    }

    /** What starts it on a study, until {@code trials} or for so many {@code seconds}. */
    static List<String> command(String store, String study, String unit, String amount) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", // else newer JDKs warn of SQLite
                "-Xshare:auto",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                TellingProcess.class.getName(),
                store,
                study,
                unit,
                amount);
    }

    static Study study(JdbcStore store, String name, int trials) {
        return Study.over(SearchSpace.of(X))
                .budget(Budget.trials(trials))
                .strategy(RandomSearch.create())
                .seed(11)
                .store(store, name)
                .retries(1000)
                .lease(Duration.ofSeconds(10))
                .build();
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (JdbcStore store = open(args[0])) {
            if (args[2].equals("trials")) {
                Study study = study(store, args[1], Integer.parseInt(args[3]));
                work(study, Integer.MAX_VALUE, () -> false, out);
                out.println("done");
            } else {
                work(study(store, "warm", Integer.MAX_VALUE), 200, () -> false, null);
                Study study = study(store, args[1], Integer.MAX_VALUE);
                out.println("ready");
                System.in.read();
                long end = System.nanoTime()
                        + Duration.ofSeconds(Integer.parseInt(args[3])).toNanos();
                out.println(work(study, Integer.MAX_VALUE, () -> System.nanoTime() > end, null));
            }
        }
    }

    private static int work(Study study, int most, BooleanSupplier enough, PrintStream out) {
        int done = 0;
        while (done < most && !enough.getAsBoolean()) {
            Optional<Trial> trial = study.tryAsk();
            if (trial.isEmpty()) {
                return done;
            }
            if (out != null) {
                trial.get().report(1, 0);
            }
            study.tell(trial.get(), trial.get().get(X));
            if (out != null) {
                out.println("told " + trial.get().number());
            }
            done++;
        }
        return done;
    }
}
