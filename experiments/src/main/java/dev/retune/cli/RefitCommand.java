package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.store.StudyStore;
import dev.retune.tuning.TunedStudy;
import dev.retune.tuning.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code retune refit STUDY.yaml} */
@Command(
        name = "refit",
        description = {
            "Train the best model of a study so far on all rows, score it on the held-out rows, and write the"
                    + " model and the report; for a study that was interrupted, still runs, or is finished.",
            "Runs no trial. The study file and its data must be the same."
        })
final class RefitCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Mixin
    private final StudyFileArgument file;

    @Mixin
    private final OutputsOption outputs = new OutputsOption();

    RefitCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
        this.file = new StudyFileArgument(console);
    }

    @Override
    public Integer call() throws IOException {
        StudyFile studyFile = file.read();
        Conclusion conclusion = outputs.conclusion(console, store, studyFile);
        try (Interrupts interrupts = Interrupts.to(() -> {});
                StudyStore opened = store.existing();
                Workload workload = Workload.of(studyFile, store.folder())) {
            TunedStudy tuned = TunedStudy.existing(studyFile, workload, opened);
            console.out()
                    .println("Study %s: %s, %s"
                            .formatted(tuned.name(), workload.describe(), ProgressTexts.counts(tuned.progress())));
            return conclusion.tell(tuned, interrupts);
        }
    }
}
