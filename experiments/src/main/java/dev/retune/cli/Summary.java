package dev.retune.cli;

import dev.retune.syntax.Durations;
import dev.retune.trial.Goals;
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

    /** How the run ended. {@code command} continues one that was interrupted. */
    static void how(PrintStream out, TunedStudy tuned, Optional<String> command) {
        StudyProgress progress = tuned.progress();
        if (command.isPresent()) {
            out.println(
                    "Interrupted; %s kept. To continue: %s".formatted(ProgressTexts.counts(progress), command.get()));
        } else {
            out.println("Finished: %s. %s in %s of work."
                    .formatted(tuned.reason(), ProgressTexts.counts(progress), Durations.text(progress.elapsed())));
        }
    }

    /** The best trial of a study of one goal; of several, the front. */
    void best(List<TrialRecord> front) {
        Goals goals = tuned.study().definition().goals();
        if (goals.isSingle()) {
            best(front.get(0), goals);
            return;
        }
        out.println();
        out.println("%s, of which none is better than another in all goals (%s):"
                .formatted(Texts.count(front.size(), "trial"), goals));
        List<List<String>> rows = new ArrayList<>();
        front.forEach(trial -> rows.add(List.of("  trial " + trial.number(), Texts.scores(trial, goals))));
        Texts.table(rows).forEach(out::println);
        tuned.study()
                .recommended()
                .ifPresent(trial -> out.println("A compromise to begin with: trial %s".formatted(trial.number())));
        out.println();
    }

    private void best(TrialRecord best, Goals goals) {
        StudyFacts facts = tuned.facts();
        String metric = goals.target().metric();
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
        best.measurement().orElseThrow().metrics().stream()
                .skip(1)
                .forEach(other -> scores.add(List.of(other.metric(), Texts.number(other.value()))));
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
        int completed = tuned.study().progress().completed();
        String none = completed == 0
                ? "No trial has completed"
                : "No trial keeps the limits, of %s that completed".formatted(completed);
        out.println(none + (reasons.isEmpty() ? "." : "; reasons of the failures:"));
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(5)
                .forEach(reason -> out.println(
                        "  %s: %s".formatted(Texts.count(reason.getValue().intValue(), "time"), reason.getKey())));
        out.println();
    }
}
