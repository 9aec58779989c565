package dev.retune.cli;

import dev.retune.report.StudyReport;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.TunedStudy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The results of a study: its best trials, their score on held-out rows, the model and the report.
 *
 * @param report the file of the report
 * @param model the file of the model
 * @param noModel whether no model is saved
 */
record Conclusion(Console console, Path report, Path model, boolean noModel) {

    /** @throws dev.retune.syntax.InputException if a file cannot be written */
    void requireWritable() {
        console.writable(report);
        console.writable(model);
    }

    /** Prints and writes them. @return the exit status */
    int tell(TunedStudy tuned, Interrupts interrupts) throws IOException {
        List<TrialRecord> front = tuned.study().front();
        boolean isSingle = tuned.study().definition().goals().isSingle();
        Optional<TrialRecord> best = isSingle ? front.stream().findFirst() : Optional.empty();
        Optional<HoldOutScore> holdOut =
                best.flatMap(winner -> interrupts.unlessItHappens(() -> tuned.holdOutScore(winner)));
        Summary summary = new Summary(console.out(), tuned, holdOut);
        if (front.isEmpty()) {
            summary.failures();
        } else {
            summary.best(front);
        }
        if (!noModel) {
            Path file = console.writable(model);
            best.flatMap(winner -> interrupts.unlessItHappens(() -> tuned.keepModel(winner, holdOut, file)))
                    .ifPresent(kept -> console.out().println("Model: " + kept));
        }
        Path file = console.writable(report);
        StudyReport.of(tuned.definition(), tuned.study().trials()).write(file);
        console.out().println(file);
        if (interrupts.happened()) {
            return ExitCode.INTERRUPTED;
        }
        return front.isEmpty() ? ExitCode.FAILURE : ExitCode.DONE;
    }
}
