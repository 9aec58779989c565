package dev.retune.cli;

import dev.retune.budget.Progress;
import dev.retune.config.BudgetSection;
import dev.retune.config.StudyFile;
import dev.retune.execution.Runner;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.tuning.TunedStudy;
import dev.retune.tuning.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private final OutputsOption outputs = new OutputsOption();

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
        Conclusion conclusion = outputs.conclusion(console, store, studyFile);
        Workload workload = Workload.of(studyFile, store.folder());
        Runner runner = Runner.parallel(threads.of(studyFile));
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                workload;
                StudyStore opened = store.open()) {
            conclusion.requireWritable();
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
            return conclusion.tell(tuned, interrupts);
        }
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
                + outputs.given();
    }
}
