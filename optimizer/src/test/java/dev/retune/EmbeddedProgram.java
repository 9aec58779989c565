package dev.retune;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StoreException;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.QuasiRandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.strategy.evolution.CmaEsSearch;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.study.Study;
import dev.retune.study.Trial;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The program that {@link EmbeddingTest} starts without databases and their drivers. */
final class EmbeddedProgram {

    private EmbeddedProgram() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        strategies.put("auto", AutoStrategy.create());
        strategies.put("gp", GaussianProcessSearch.create());
        strategies.put("tpe", TpeSearch.create());
        strategies.put("cmaes", CmaEsSearch.create());
        strategies.put("sobol", QuasiRandomSearch.of(1));
        strategies.forEach((name, strategy) -> out.println(name + " " + trials(strategy)));
        for (Runnable opening : new Runnable[] {
            () -> JdbcStore.sqlite(Path.of("x.db")), () -> JdbcStore.postgres("postgresql://localhost/x")
        }) {
            try {
                opening.run();
                out.println("opened");
            } catch (StoreException e) {
                out.println(e.getMessage());
            }
        }
    }

    private static int trials(Strategy strategy) {
        RealParameter x = Parameter.real("x", 1e-3, 1).log();
        RealParameter y = Parameter.real("y", 0, 1);
        SearchSpace space =
                SearchSpace.builder().add(x).add(y).constraint("x + y < 1.9").build();
        Study study = Study.over(space)
                .strategy(strategy)
                .budget(Budget.trials(12))
                .seed(1)
                .build();
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, trial.get(x) * trial.get(y));
        }
        return study.trials().size();
    }
}
