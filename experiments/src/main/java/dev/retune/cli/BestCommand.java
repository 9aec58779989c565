package dev.retune.cli;

import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StoredStudies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code retune best STUDY} */
@Command(name = "best", description = "Print a study's best hyperparameters.")
final class BestCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoredStudyArgument named;

    @Option(names = "--json", description = "As a JSON object, for programs.")
    private boolean json;

    BestCommand(Console console) {
        this.console = console;
        this.named = new StoredStudyArgument(console);
    }

    @Override
    public Integer call() {
        try (StudyStore opened = named.store().reading()) {
            TrialRecord best = StoredStudies.best(named.in(opened))
                    .orElseThrow(() -> new InputException("study '%s' has no completed trial yet: see 'retune show %s'"
                            .formatted(named.name(), named.name())));
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("trial", best.number());
                object.put("value", best.value());
                object.put("params", best.configuration().toJson());
                console.out().println(JsonMapper.shared().writeValueAsString(object));
            } else {
                console.out().println("trial %s: %s".formatted(best.number(), Texts.score(best)));
                List<List<String>> rows = new ArrayList<>();
                best.configuration().toMap().forEach((k, v) -> rows.add(List.of("  " + k, Texts.value(v))));
                Texts.table(rows).forEach(console.out()::println);
            }
        }
        return ExitCode.DONE;
    }
}
