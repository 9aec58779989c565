package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.execution.Runner;
import dev.retune.objective.NestedCrossValidation;
import dev.retune.objective.NestedCrossValidation.Estimate;
import dev.retune.objective.NestedCrossValidation.NoWinnerException;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.NestedStudy;
import dev.retune.tuning.TunedStudy;
import dev.retune.validation.CorrectedMean;
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
            "Estimate how good the winner of a search is on new data, by nested cross-validation.",
            "For each outer fold, the search is run on the other folds with the whole budget of the study file, and its"
                    + " winner is scored on the outer fold, which it has not seen. The outer studies are stored as"
                    + " STUDY/outer-1, STUDY/outer-2 ...; the same command resumes them."
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
            description = "The number of outer folds. Default: ${DEFAULT-VALUE}; a column of folds has its own.")
    private int outer;

    @Mixin
    private final BudgetOption budget = new BudgetOption();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(names = "--no-progress", description = "Show no progress.")
    private boolean quiet;

    /** Runs the study of each fold and shows its progress, until it is interrupted. */
    private record Shown(Console console, boolean quiet, Runner runner, Interrupts interrupts)
            implements NestedStudy.Execution {

        @Override
        public void search(TunedStudy tuned) throws InterruptedException {
            console.out()
                    .println("Study %s: %s"
                            .formatted(tuned.name(), tuned.workload().describe()));
            if (tuned.hasWork()) {
                ProgressDisplay.during(console, tuned.study(), quiet, () -> tuned.run(runner));
            }
            requireNoInterrupt();
        }

        @Override
        public Optional<HoldOutScore> score(TunedStudy tuned, TrialRecord winner) throws InterruptedException {
            Optional<HoldOutScore> score = interrupts.unlessItHappens(() -> tuned.holdOutScore(winner));
            requireNoInterrupt();
            return score;
        }

        private void requireNoInterrupt() throws InterruptedException {
            if (interrupts.happened()) {
                throw new InterruptedException();
            }
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
            throw new InputException("--outer %s: nested cross-validation needs 2 folds or more".formatted(outer));
        }
        StudyFile studyFile = file.read();
        NestedStudy nested = NestedStudy.of(studyFile, budget.of(studyFile), outer);
        Runner runner = Runner.parallel(threads.of(studyFile));
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                StudyStore opened = store.open()) {
            tell(studyFile, nested.run(opened, new Shown(console, quiet, runner, interrupts)));
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            console.out().println("Interrupted; finished trials are kept. To continue: " + command());
            return ExitCode.INTERRUPTED;
        } catch (NoWinnerException e) {
            console.out()
                    .println("\nNo estimate: %s; see 'retune show %s'"
                            .formatted(e.getMessage(), nested.nameOf(e.fold())));
            return ExitCode.FAILURE;
        }
    }

    private void tell(StudyFile studyFile, Estimate estimate) {
        String metric = studyFile.goals().target().metric();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("fold", "trial", "inner " + metric, "outer " + metric, "rows"));
        for (NestedCrossValidation.Winner winner : estimate.winners()) {
            table.add(List.of(
                    String.valueOf(table.size()),
                    String.valueOf(winner.trial().number()),
                    Texts.score(winner.trial()),
                    Texts.number(winner.score()),
                    String.valueOf(winner.split().validation().length)));
        }
        console.out().println();
        Texts.table(table).forEach(console.out()::println);
        console.out().println();
        CorrectedMean mean = estimate.outer();
        double optimism = estimate.optimism();
        List<List<String>> summary = new ArrayList<>();
        summary.add(List.of(
                "Nested " + metric,
                "%s ± %s"
                        .formatted(Texts.number(mean.mean()), String.format(Locale.ROOT, "%.2g", mean.standardError())),
                "(mean of %s outer folds, corrected standard error)"
                        .formatted(estimate.winners().size())));
        summary.add(List.of(
                "Inner " + metric,
                Texts.number(estimate.inner()),
                optimism > 0
                        ? "(of the winners on the inner folds: %s too good)"
                                .formatted(String.format(Locale.ROOT, "%.2g", optimism))
                        : "(of the winners on the inner folds: not too good)"));
        Texts.table(summary).forEach(console.out()::println);
    }

    private String command() {
        return Main.program() + " nested " + file.quoted() + " --outer " + outer
                + (store.isGiven() ? " --store " + Texts.quoted(store.text()) : "")
                + budget.given()
                + threads.given();
    }
}
