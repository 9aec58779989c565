package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code retune delete STUDY} */
@Command(name = "delete", description = "Delete a study with all its trials.")
final class DeleteCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoredStudyArgument named;

    @Option(names = "--yes", description = "Delete the study even if it has trials.")
    private boolean yes;

    DeleteCommand(Console console) {
        this.console = console;
        this.named = new StoredStudyArgument(console);
    }

    @Override
    public Integer call() {
        try (StudyStore opened = named.store().existing()) {
            StoredStudy study = named.in(opened);
            int trials = study.changesSince(0).trials().size();
            if (trials > 0 && !yes) {
                throw new InputException("study '%s' has %s: add --yes to delete them"
                        .formatted(named.name(), Texts.count(trials, "trial")));
            }
            opened.delete(named.name());
            console.out().println("Deleted study %s with %s.".formatted(named.name(), Texts.count(trials, "trial")));
        }
        return ExitCode.DONE;
    }
}
