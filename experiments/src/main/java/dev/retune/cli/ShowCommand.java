package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.syntax.Durations;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import dev.retune.tuning.StudyFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code retune show STUDY} */
@Command(name = "show", description = "Show a study and its trials.")
final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoredStudyArgument named;

    ShowCommand(Console console) {
        this.console = console;
        this.named = new StoredStudyArgument(console);
    }

    @Override
    public Integer call() {
        try (StudyStore opened = named.store().reading()) {
            StoredStudy study = named.in(opened);
            StudyDefinition definition = study.definition();
            console.out()
                    .println("%s: %s, seed %s".formatted(definition.name(), definition.goals(), definition.seed()));
            facts(definition).forEach(console.out()::println);
            console.out().println();
            trials(study.changesSince(0).trials(), definition.goals());
        }
        return ExitCode.DONE;
    }

    /** The facts of the study, then the user's own notes. */
    private static List<String> facts(StudyDefinition definition) {
        StudyFacts facts = StudyFacts.of(definition);
        List<String> lines = new ArrayList<>();
        facts.entries().forEach((name, value) -> lines.add("  %s: %s".formatted(name, value)));
        facts.holdOut()
                .ifPresent(score -> lines.add("  hold-out score: %s of %s rows, trial %s"
                        .formatted(score.score(), score.rows(), score.trial())));
        Map<String, Object> notes = StudyFacts.userNotes(definition);
        if (!notes.isEmpty()) {
            lines.add("  notes:");
            notes.forEach((key, value) -> lines.add("    %s: %s".formatted(key, value)));
        }
        return lines;
    }

    private void trials(List<TrialRecord> trials, Goals goals) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TRIAL", "STATE", "SCORE", "TIME", "PARAMETERS"));
        trials.stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .forEach(trial -> rows.add(List.of(
                        String.valueOf(trial.number()),
                        trial.state().name().toLowerCase(Locale.ROOT),
                        Texts.scores(trial, goals),
                        time(trial),
                        parameters(trial) + reason(trial))));
        Texts.table(rows).forEach(console.out()::println);
    }

    private static String time(TrialRecord trial) {
        return trial.started()
                .flatMap(start -> trial.ended().map(end -> Durations.text(Duration.between(start, end))))
                .orElse("-");
    }

    private static String parameters(TrialRecord trial) {
        return trial.configuration().toMap().entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + Texts.value(parameter.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String reason(TrialRecord trial) {
        return trial.state() == State.FAILED && trial.outcome().orElse(null) instanceof Outcome.Failed failed
                ? "; " + Texts.firstLine(failed.reason()) + log(trial)
                : "";
    }

    /** Where what the trial's program said is kept. */
    private static String log(TrialRecord trial) {
        Object log = trial.attributes().get("log");
        return log == null ? "" : "; log: " + log;
    }
}
