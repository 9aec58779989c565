package dev.retune.cli;

import dev.retune.syntax.Durations;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.StudyFacts;
import dev.retune.tuning.StudyProgress;
import dev.retune.tuning.TunedStudy;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code tune} says at its end. */
record Summary(PrintStream out, TunedStudy tuned, Optional<HoldOutScore> holdOut) {

    /** How the run ended. {@code command} goes on with one that was interrupted. */
    static void how(PrintStream out, TunedStudy tuned, Optional<String> command) {
        StudyProgress progress = tuned.progress();
        if (command.isPresent()) {
            out.println("Interrupted; %s kept. To go on: %s".formatted(ProgressTexts.counts(progress), command.get()));
        } else {
            out.println("Finished: %s. %s in %s of work."
                    .formatted(tuned.reason(), ProgressTexts.counts(progress), Durations.text(progress.elapsed())));
        }
    }

    void best(TrialRecord best) {
        StudyFacts facts = tuned.facts();
        String metric = facts.metric().orElse("value");
        out.println();
        out.println("Best hyperparameters (trial %s):".formatted(best.number()));
        List<List<String>> rows = new ArrayList<>();
        best.configuration().toMap().forEach((name, value) -> rows.add(List.of("  " + name, Texts.value(value))));
        Texts.table(rows).forEach(out::println);
        out.println();
        List<List<String>> scores = new ArrayList<>();
        boolean isValidated = facts.isValidated();
        int folds = best.measurement().map(m -> m.folds().size()).orElse(0);
        scores.add(List.of(
                isValidated ? "Cross-validated " + metric : metric,
                Texts.score(best)
                        + (folds > 1
                                ? "  (mean and standard error of %s %s)"
                                        .formatted(folds, isValidated ? "folds" : "scores")
                                : "")));
        tuned.baseline()
                .ifPresent(trial -> scores.add(List.of(
                        "  of the learner's defaults", Texts.score(trial) + "  (trial %s)".formatted(trial.number()))));
        holdOut.ifPresent(score -> scores.add(List.of(
                "Hold-out " + metric,
                Texts.number(score.score()) + "  (%s rows that the search never saw)".formatted(score.rows()))));
        Texts.table(scores).forEach(out::println);
        out.println();
    }

    /** Why no trial has completed. */
    void failures() {
        Map<String, Long> reasons = tuned.study().trials().stream()
                .flatMap(trial -> trial.outcome().stream())
                .filter(Outcome.Failed.class::isInstance)
                .collect(Collectors.groupingBy(
                        end -> Texts.firstLine(((Outcome.Failed) end).reason()), Collectors.counting()));
        out.println();
        out.println("No trial has completed%s".formatted(reasons.isEmpty() ? "." : "; why they failed:"));
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(5)
                .forEach(reason -> out.println(
                        "  %s: %s".formatted(Texts.count(reason.getValue().intValue(), "time"), reason.getKey())));
        out.println();
    }
}
