package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.jdbc.JdbcStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code retune doctor STORE} */
@Command(
        name = "doctor",
        description = "Check a store for damage, without changing it; or migrate it. The exit status is 1 if there is a"
                + " problem.")
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Parameters(paramLabel = "STORE", arity = "0..1", description = "The store, as --store takes it.")
    private @Nullable String named;

    @Option(names = "--migrate", description = "First migrate a store of an older Retune to this version.")
    private boolean migrate;

    DoctorCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() {
        if (named != null) {
            store.name(named);
        }
        try (JdbcStore opened = migrate ? store.existing() : store.reading()) {
            List<String> problems = opened.problems();
            problems.forEach(problem -> console.out().println("- " + problem));
            if (!problems.isEmpty()) {
                console.out()
                        .println(("%s: %s. Import a backup into a new store: retune import BACKUP --store NEW. If"
                                        + " there is no backup, export each study that can still be read: retune export"
                                        + " STUDY --format jsonl --output FILE --store %s; 'import' reads that"
                                        + " file, too.")
                                .formatted(store, Texts.count(problems.size(), "problem"), Texts.quoted(store.text())));
                return ExitCode.FAILURE;
            }
            List<StoredStudy> studies = opened.list();
            int trials = studies.stream()
                    .mapToInt(study -> study.changesSince(0).trials().size())
                    .sum();
            console.out()
                    .println("%s is sound: %s, %s."
                            .formatted(store, Texts.count(studies.size(), "study"), Texts.count(trials, "trial")));
        }
        return ExitCode.DONE;
    }
}
