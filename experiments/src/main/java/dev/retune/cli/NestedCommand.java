package dev.retune.cli;

import dev.retune.config.HoldOutScore;
import dev.retune.config.Limits;
import dev.retune.config.OuterFold;
import dev.retune.config.StudyFile;
import dev.retune.execution.Runner;
import dev.retune.objective.NestedCrossValidation;
import dev.retune.objective.NestedCrossValidation.Estimate;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CorrectedMean;
import dev.retune.validation.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code retune nested STUDY.yaml} */
@Command(
        name = "nested",
        description = {
            "Estimate honestly how good the winner of a search will be, by nested cross-validation.",
            "For each outer fold, the search is run on the other folds, with the whole budget of the study file, and its winner"
                    + " scored on the fold that it has not seen. The outer studies are stored as STUDY/outer-1, STUDY/outer-2"
                    + " ..., and go on where they stopped."
        })
final class NestedCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Mixin
    private final StudyFileArgument file;

    @Option(
            names = "--outer",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many outer folds. Default: ${DEFAULT-VALUE}, or those that a column names.")
    private int outer;

    @Mixin
    private final LimitsOption limits = new LimitsOption();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(names = "--no-progress", description = "Show no progress.")
    private boolean quiet;

    /** The winner of an outer study. */
    private record Result(Split split, TrialRecord trial, HoldOutScore score) {

        NestedCrossValidation.Winner winner() {
            return new NestedCrossValidation.Winner(split, trial, score.score());
        }
    }

    NestedCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
        this.file = new StudyFileArgument(console);
    }

    @Override
    public Integer call() throws Exception {
        if (outer < 2) {
            throw new UsageException("--outer %s: nested cross-validation needs 2 folds or more".formatted(outer));
        }
        StudyFile studyFile = file.read();
        Limits budget = limits.of(studyFile);
        List<OuterFold> folds = OuterFold.of(studyFile, outer);
        Runner runner = Runner.parallel(threads.of(studyFile));
        List<Result> results = new ArrayList<>();
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                StudyStore opened = store.open()) {
            for (OuterFold fold : folds) {
                StudyFile named = studyFile.named("%s/outer-%s".formatted(studyFile.study(), fold.number()));
                Study study = StudyOpening.open(named, fold.workload(), budget, opened);
                console.out()
                        .println("Study %s: %s"
                                .formatted(named.study(), fold.workload().describe()));
                if (study.isOpen() || !study.isOver()) {
                    ProgressDisplay.during(
                            console,
                            study,
                            quiet,
                            () -> runner.run(study, fold.workload().objective()));
                }
                Optional<TrialRecord> best = study.best();
                if (best.isPresent()) {
                    interrupts
                            .unlessItHappens(() -> Winner.holdOutScore(fold.workload(), best.get(), study, opened))
                            .ifPresent(score -> results.add(new Result(fold.split(), best.get(), score)));
                }
                if (interrupts.happened()) {
                    console.out().println("Interrupted; what was finished is kept. To go on: " + command());
                    return ExitCode.INTERRUPTED;
                }
            }
        }
        console.out().println();
        tell(studyFile, folds.size(), results);
        return results.size() == folds.size() ? ExitCode.DONE : ExitCode.FAILURE;
    }

    private void tell(StudyFile studyFile, int folds, List<Result> results) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("fold", "trial", "inner " + studyFile.metric(), "outer " + studyFile.metric(), "rows"));
        for (Result result : results) {
            table.add(List.of(
                    String.valueOf(table.size()),
                    String.valueOf(result.trial().number()),
                    Texts.score(result.trial()),
                    Texts.number(result.score().score()),
                    String.valueOf(result.score().rows())));
        }
        Texts.table(table).forEach(console.out()::println);
        console.out().println();
        if (results.size() < folds) {
            console.out()
                    .println("%s of %s outer folds have no winner that could be scored: see 'retune show %s/outer-1'"
                            .formatted(folds - results.size(), folds, studyFile.study()));
            return;
        }
        Estimate estimate = new Estimate(
                studyFile.goal(), results.stream().map(Result::winner).toList());
        CorrectedMean mean = estimate.outer();
        double optimism = estimate.optimism();
        List<List<String>> summary = new ArrayList<>();
        summary.add(List.of(
                "Nested " + studyFile.metric(),
                "%s ± %s"
                        .formatted(Texts.number(mean.mean()), String.format(Locale.ROOT, "%.2g", mean.standardError())),
                "(mean of %s outer folds, corrected standard error)".formatted(folds)));
        summary.add(List.of(
                "Inner " + studyFile.metric(),
                Texts.number(estimate.inner()),
                optimism > 0
                        ? "(of the winners where they were chosen: %s too good)"
                                .formatted(String.format(Locale.ROOT, "%.2g", optimism))
                        : "(of the winners where they were chosen: not too good)"));
        Texts.table(summary).forEach(console.out()::println);
    }

    private String command() {
        return Main.program() + " nested " + file.quoted() + " --outer " + outer
                + (store.isGiven() ? " --store " + Texts.quoted(store.text()) : "")
                + limits.given()
                + threads.given();
    }
}
