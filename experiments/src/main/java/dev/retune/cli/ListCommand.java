package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.tuning.StoredStudies;
import dev.retune.tuning.StudyFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code retune list} */
@Command(name = "list", description = "List the studies of a store.")
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Console console;

    @Mixin
    private final StoreOption store;

    ListCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() {
        try (StudyStore opened = store.reading()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("STUDY", "GOAL", "TRIALS", "BEST", "CREATED"));
            for (StoredStudy study : opened.list()) {
                rows.add(row(study));
            }
            Texts.table(rows).forEach(console.out()::println);
        }
        return ExitCode.DONE;
    }

    private static List<String> row(StoredStudy study) {
        return List.of(
                study.definition().name(),
                StudyFacts.goal(study.definition()),
                String.valueOf(study.changesSince(0).trials().size()),
                StoredStudies.best(study)
                        .map(best -> Texts.number(best.value()))
                        .orElse("-"),
                TIME.format(study.created()));
    }
}
