package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.trial.Goals;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StoredStudies;
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

    /** The value of the best trial; of several goals, how many trials none of which beats another. */
    private static String best(Goals goals, List<TrialRecord> front) {
        if (front.isEmpty()) {
            return "-";
        }
        return goals.isSingle() ? Texts.number(front.get(0).value()) : "front of " + front.size();
    }

    private static List<String> row(StoredStudy study) {
        return List.of(
                study.definition().name(),
                study.definition().goals().toString(),
                String.valueOf(study.changesSince(0).trials().size()),
                best(study.definition().goals(), StoredStudies.front(study)),
                TIME.format(study.created()));
    }
}
