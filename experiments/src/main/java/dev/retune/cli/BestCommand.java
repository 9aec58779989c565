package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.trial.Goals;
import dev.retune.trial.ParetoFront;
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
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code retune best STUDY} */
@Command(
        name = "best",
        description = {
            "Print a study's best hyperparameters.",
            "With several goals: all trials that keep the limits and that no other beats in all goals at"
                    + " once, and a compromise."
        })
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
            StoredStudy study = named.in(opened);
            Goals goals = study.definition().goals();
            List<TrialRecord> front = front(study);
            if (json) {
                console.out()
                        .println(JsonMapper.shared()
                                .writeValueAsString(
                                        goals.isSingle() ? toJson(front.get(0), goals) : toJson(front, goals)));
            } else if (goals.isSingle()) {
                tell(front.get(0), goals);
            } else {
                console.out()
                        .println("%s, of which none is better than another in all goals (%s):"
                                .formatted(Texts.count(front.size(), "trial"), goals));
                front.forEach(trial -> tell(trial, goals));
                recommended(front, goals)
                        .ifPresent(trial ->
                                console.out().println("A compromise to begin with: trial %s".formatted(trial)));
            }
        }
        return ExitCode.DONE;
    }

    private void tell(TrialRecord trial, Goals goals) {
        console.out().println("trial %s: %s".formatted(trial.number(), Texts.scores(trial, goals)));
        List<List<String>> rows = new ArrayList<>();
        trial.configuration().toMap().forEach((k, v) -> rows.add(List.of("  " + k, Texts.value(v))));
        Texts.table(rows).forEach(console.out()::println);
    }

    private static Map<String, Object> toJson(TrialRecord trial, Goals goals) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("trial", trial.number());
        if (goals.isSingle()) {
            object.put("value", trial.value());
        }
        if (goals.metrics().size() > 1) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            trial.measurement().orElseThrow().metrics().forEach(metric -> metrics.put(metric.metric(), metric.value()));
            object.put("metrics", metrics);
        }
        object.put("params", trial.configuration().toJson());
        return object;
    }

    private static Map<String, Object> toJson(List<TrialRecord> front, Goals goals) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("front", front.stream().map(trial -> toJson(trial, goals)).toList());
        recommended(front, goals).ifPresent(trial -> object.put("recommended", trial));
        return object;
    }

    private static Optional<Integer> recommended(List<TrialRecord> front, Goals goals) {
        return new ParetoFront(front.stream().map(goals::losses).toList())
                .recommended()
                .map(TrialRecord::number);
    }

    /** The trials that keep the limits and that none dominates: of one goal the best. */
    private static List<TrialRecord> front(StoredStudy study) {
        StudyDefinition definition = study.definition();
        List<TrialRecord> front = StoredStudies.front(study);
        if (front.isEmpty()) {
            boolean broken = study.changesSince(0).trials().stream()
                    .anyMatch(trial -> trial.state() == TrialRecord.State.COMPLETED);
            throw new InputException("study '%s' has no completed trial %s: see 'retune show %s'"
                    .formatted(definition.name(), broken ? "that keeps its limits" : "yet", definition.name()));
        }
        return front;
    }
}
