package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.execution.Runner;
import dev.retune.store.StudyStore;
import dev.retune.study.StudyListener;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.TunedStudy;
import dev.retune.tuning.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code retune worker STUDY.yaml} */
@Command(
        name = "worker",
        description = {
            "Join a study that 'tune' has started, from another process or machine, and run its trials"
                    + " until it is over.",
            "The study file and its data must be the same; the budget is that of the study. A worker waits"
                    + " while others run the last trials: if one of them is lost, its trials are assigned again"
                    + " ('retry' in the study file)."
        })
final class WorkerCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Mixin
    private final StudyFileArgument file;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(names = "--no-progress", description = "Show no progress.")
    private boolean quiet;

    WorkerCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
        this.file = new StudyFileArgument(console);
    }

    @Override
    public Integer call() {
        StudyFile studyFile = file.read();
        Runner runner = Runner.parallel(threads.of(studyFile));
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                StudyStore opened = store.existing();
                Workload workload = Workload.of(studyFile, store.folder())) {
            TunedStudy tuned = TunedStudy.join(studyFile, workload, opened);
            console.out().println("Joined study %s: %s".formatted(tuned.name(), workload.describe()));
            AtomicInteger done = new AtomicInteger();
            tuned.study().addListener(new StudyListener() {
                @Override
                public void ended(TrialRecord trial) {
                    done.incrementAndGet();
                }
            });
            ProgressDisplay.during(console, tuned.study(), quiet, () -> tuned.run(runner));
            String how = interrupts.happened() ? "Interrupted" : "Finished: " + tuned.reason();
            console.out()
                    .println("%s. %s here, %s in all."
                            .formatted(how, Texts.count(done.get(), "trial"), ProgressTexts.counts(tuned.progress())));
            return interrupts.happened() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
    }
}
