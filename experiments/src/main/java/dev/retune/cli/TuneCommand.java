package dev.retune.cli;

import dev.retune.budget.Progress;
import dev.retune.config.BudgetSection;
import dev.retune.config.StudyFile;
import dev.retune.execution.Runner;
import dev.retune.report.StudyReport;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.StudyOutputs;
import dev.retune.tuning.TunedStudy;
import dev.retune.tuning.Workload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code retune tune STUDY.yaml} */
@Command(
        name = "tune",
        description = {
            "Run the study of a study file, or resume it where it stopped: studies are kept in a store.",
            "Prints the best hyperparameters and their scores, and as its last line the path of a report."
        })
final class TuneCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Mixin
    private final StudyFileArgument file;

    @Mixin
    private final BudgetOption budget = new BudgetOption();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The file of the report. Default: STUDY.html beside the store.")
    private @Nullable Path report;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The file of the best model, trained on all rows, for 'predict'. Default: STUDY.model"
                    + " beside the report.")
    private @Nullable Path model;

    @Option(names = "--no-model", description = "Save no model.")
    private boolean noModel;

    @Option(names = "--no-progress", description = "Show no progress.")
    private boolean quiet;

    TuneCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
        this.file = new StudyFileArgument(console);
    }

    @Override
    public Integer call() throws Exception {
        StudyFile studyFile = file.read();
        BudgetSection granted = budget.of(studyFile);
        Path reportTo = report == null ? new StudyOutputs(store.folder(), studyFile.study()).report() : report;
        Path modelTo = model == null ? new StudyOutputs(reportTo.resolveSibling(""), studyFile.study()).model() : model;
        if (Files.isWritable(store.folder())) { // otherwise the error is about the store
            console.writable(reportTo);
            console.writable(modelTo);
        }
        Workload workload = Workload.of(studyFile, store.folder());
        Runner runner = Runner.parallel(threads.of(studyFile));
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                workload;
                StudyStore opened = store.open()) {
            Path reportFile = console.writable(reportTo);
            Path modelFile = console.writable(modelTo);
            TunedStudy tuned = TunedStudy.open(studyFile, workload, granted, opened);
            console.out().println("Study %s: %s".formatted(tuned.name(), workload.describe()));
            if (tuned.hasWork()) {
                ProgressDisplay.during(console, tuned.study(), quiet, () -> tuned.run(runner));
                Summary.how(console.out(), tuned, interrupts.happened() ? Optional.of(again()) : Optional.empty());
            } else {
                console.out()
                        .println("Its budget is spent: %s. %s"
                                .formatted(tuned.reason(), howToExtend(tuned.study(), granted)));
            }
            if (!interrupts.happened()) {
                tuned.noteReason();
            }
            return finish(tuned, interrupts, reportFile, modelFile);
        }
    }

    private int finish(TunedStudy tuned, Interrupts interrupts, Path reportFile, Path modelFile) throws IOException {
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
            best.flatMap(winner -> interrupts.unlessItHappens(() -> tuned.keepModel(winner, holdOut, modelFile)))
                    .ifPresent(kept -> console.out().println("Model: " + kept));
        }
        StudyReport.of(tuned.definition(), tuned.study().trials()).write(reportFile);
        console.out().println(reportFile);
        if (interrupts.happened()) {
            return ExitCode.INTERRUPTED;
        }
        return front.isEmpty() ? ExitCode.FAILURE : ExitCode.DONE;
    }

    private String howToExtend(Study study, BudgetSection granted) {
        Progress progress = study.progress();
        Optional<String> option = granted.time()
                .filter(limit -> progress.used().compareTo(limit) >= 0)
                .map(limit -> "--time " + 2 * limit.toSeconds() + "s")
                .or(() -> granted.trials()
                        .filter(limit -> progress.started() >= limit)
                        .map(limit -> "--trials " + 2 * limit));
        return option.map(more -> "To continue, extend it: %s %s".formatted(command(), more))
                .orElse("To continue, change 'budget' in " + file);
    }

    /** How to run this again, with the same budget. */
    private String again() {
        return command() + budget.given();
    }

    /** How to run this again. */
    private String command() {
        return Main.program() + " tune " + file.quoted()
                + (store.isGiven() ? " --store " + Texts.quoted(store.text()) : "")
                + threads.given()
                + (report == null ? "" : " --report " + Texts.quoted(report))
                + (model == null ? "" : " --model " + Texts.quoted(model))
                + (noModel ? " --no-model" : "");
    }
}
