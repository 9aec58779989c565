package dev.retune.store.jdbc;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.study.Study;
import dev.retune.study.Trial;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The program that tests start in processes of its own: works on a study and prints each trial that it has told. */
final class TellingProcess {

    static final RealParameter X = Parameter.real("x", 0, 1);

    private TellingProcess() {}

    static Study study(JdbcStore store, int trials) {
        return Study.over(SearchSpace.of(X))
                .budget(Budget.trials(trials))
                .seed(11)
                .store(store, "study")
                .retries(1000)
                .build();
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (JdbcStore store = JdbcStore.sqlite(Path.of(args[0]))) {
            Study study = study(store, Integer.parseInt(args[1]));
            Optional<Trial> trial = study.tryAsk();
            while (trial.isPresent()) {
                trial.get().report(1, 0);
                study.tell(trial.get(), trial.get().get(X));
                out.println("told " + trial.get().number());
                trial = study.tryAsk();
            }
        }
        out.println("done");
    }
}
