package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.config.WrittenSearch;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Proposal;
import dev.retune.study.Replay;
import dev.retune.tuning.StoredStudies;
import dev.retune.tuning.StudyFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code retune replay STUDY.yaml} */
@Command(
        name = "replay",
        description = {
            "Check that a study is reproducible: the strategy of the study file computes each proposal"
                    + " again, from what was known when it was made.",
            "The exit status is 0 if all are the same, and 1 if one differs, for example because the"
                    + " strategy was changed between runs."
        })
final class ReplayCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Mixin
    private final StudyFileArgument file;

    ReplayCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
        this.file = new StudyFileArgument(console);
    }

    @Override
    public Integer call() {
        StudyFile studyFile = file.read();
        try (StudyStore opened = store.reading()) {
            StoredStudy study = StoredStudies.find(opened, studyFile.study());
            Replay replay = Replay.of(study, studyFile.search().strategy());
            String given = replay.given() == 0
                    ? ""
                    : "; %s enqueued or imported"
                            .formatted(replay.given() == 1 ? "1 trial was" : replay.given() + " trials were");
            console.out()
                    .println("%s of %s the same%s"
                            .formatted(
                                    replay.same(),
                                    replay.proposals() == 1 ? "1 proposal is" : replay.proposals() + " proposals are",
                                    given));
            if (replay.differences().isEmpty()) {
                return ExitCode.DONE;
            }
            show(replay.differences().get(0));
            String here = studyFile.search().written().strategy();
            StudyFacts.of(study.definition())
                    .search()
                    .map(WrittenSearch::strategy)
                    .filter(there -> !there.equals(here))
                    .ifPresent(there -> console.out()
                            .println("The strategy is %s here, and was %s when the study ran last."
                                    .formatted(here, there)));
            return ExitCode.FAILURE;
        }
    }

    private void show(Replay.Difference first) {
        console.out().println("The first difference is in trial %s:".formatted(first.number()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  then", text(first.then())));
        rows.add(List.of("  now", first.now().map(ReplayCommand::text).orElse("nothing")));
        Texts.table(rows).forEach(console.out()::println);
    }

    /** All digits: what differs may be the last. */
    private static String text(Proposal proposal) {
        String configuration = proposal.configuration().toMap().entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + parameter.getValue())
                .collect(Collectors.joining(", "));
        String resource = proposal.resource().isPresent() && proposal.resource().getAsDouble() != 1
                ? ", resource " + Texts.number(proposal.resource().getAsDouble())
                : "";
        return configuration
                + resource
                + (proposal.continues().isPresent()
                        ? ", continues trial " + proposal.continues().getAsInt()
                        : "");
    }
}
