package dev.retune.cli;

import dev.retune.budget.Progress;
import dev.retune.config.Durations;
import dev.retune.config.HoldOutScore;
import dev.retune.config.Limits;
import dev.retune.config.StudyFile;
import dev.retune.config.Workload;
import dev.retune.execution.Runner;
import dev.retune.report.StudyReport;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code retune tune STUDY.yaml} */
@Command(
        name = "tune",
        description = {
            "Run the study of a study file, or resume it: the study lives in a store and goes on where it stopped.",
            "Ends with the best hyperparameters, their scores, and a report, whose path is the last line."
        })
final class TuneCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(TuneCommand.class);

    private final Console console;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "STUDY.yaml", description = "The study file.")
    private Path file = Path.of("");

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "The budget of trials, earlier runs included; instead of the file's.")
    private @Nullable Integer trials;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            description =
                    "The budget of time, earlier runs included, such as 90s, 10m or 1h30m; instead of the file's. Trials that are at work when it is used end first.")
    private @Nullable String time;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report is written. Default: report.html beside the store.")
    private @Nullable Path report;

    @Option(names = "--no-progress", description = "Show no progress.")
    private boolean quiet;

    TuneCommand(Console console) {
        this.console = console;
        this.common = new CommonOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        StudyFile studyFile = StudyFile.read(console.resolve(file));
        Limits limits = limits(studyFile);
        Path reportFile = ReportCommand.writable(report, store, console);
        Workload workload = Workload.of(studyFile, store.folder(console));
        Runner runner = Runner.parallel(threads.of(studyFile));
        try (Interrupts interrupts = Interrupts.to(runner::stop);
                workload;
                StudyStore opened = store.open(console)) {
            Study study = StudyOpening.open(studyFile, workload, limits, opened);
            console.out().println("Study %s: %s".formatted(study.definition().name(), workload.describe()));
            if (study.isOpen() || !study.isOver()) {
                ProgressDisplay.during(console, study, quiet, () -> runner.run(study, workload.objective()));
                Summary.how(console.out(), study, interrupts.happened() ? Optional.of(again()) : Optional.empty());
            } else {
                console.out()
                        .println("Its budget is spent: %s. %s".formatted(reason(study), howToExtend(study, limits)));
            }
            return finish(study, workload, opened, interrupts, reportFile);
        }
    }

    private Limits limits(StudyFile studyFile) {
        if (trials != null && trials < 1) {
            throw new UsageException("--trials %s: a budget needs 1 trial or more".formatted(trials));
        }
        try {
            return studyFile
                    .limits()
                    .with(Optional.ofNullable(trials), Optional.ofNullable(time).map(Durations::of));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--time: " + e.getMessage(), e);
        }
    }

    private int finish(Study study, Workload workload, StudyStore opened, Interrupts interrupts, Path reportFile)
            throws Exception {
        Optional<TrialRecord> best = study.best();
        Optional<HoldOutScore> holdOut = best.isEmpty()
                ? Optional.empty()
                : interrupts.unlessItHappens(() -> holdOutScore(workload, best.get(), study, opened));
        Summary summary = new Summary(console.out(), study, holdOut);
        best.ifPresentOrElse(summary::best, summary::failures);
        StudyDefinition definition = holdOut.map(score -> study.definition().noted(HoldOutScore.NOTE, score.toNote()))
                .orElse(study.definition());
        StudyReport.of(definition, study.trials()).write(reportFile);
        console.out().println(reportFile.toAbsolutePath().normalize());
        if (interrupts.happened()) {
            return ExitCode.INTERRUPTED;
        }
        return best.isEmpty() ? ExitCode.FAILURE : ExitCode.DONE;
    }

    /** Computed once for each winner, and kept with the study. */
    private static Optional<HoldOutScore> holdOutScore(
            Workload workload, TrialRecord best, Study study, StudyStore opened) throws InterruptedException {
        StudyDefinition definition = study.definition();
        Optional<HoldOutScore> known = HoldOutScore.of(definition.notes(), best.number());
        if (known.isPresent()) {
            return known;
        }
        try {
            Optional<HoldOutScore> score = workload.holdOutScore(best, definition.seed());
            score.ifPresent(s -> opened.note(definition.name(), HoldOutScore.NOTE, s.toNote()));
            return score;
        } catch (RuntimeException e) {
            LOG.warn("The best configuration could not be scored on the hold-out: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static String reason(Study study) {
        return study.closedBecause().orElse("nothing is left to do");
    }

    private String howToExtend(Study study, Limits limits) {
        Progress progress = study.progress();
        Optional<String> option = limits.time()
                .filter(limit -> progress.used().compareTo(limit) >= 0)
                .map(limit -> "--time " + 2 * limit.toSeconds() + "s")
                .or(() -> limits.trials()
                        .filter(limit -> progress.started() >= limit)
                        .map(limit -> "--trials " + 2 * limit));
        return option.map(more -> "To go on, extend it: %s %s".formatted(command(), more))
                .orElse("To go on, change 'budget' in " + file);
    }

    /** How to run this again, with the same budget. */
    private String again() {
        return command() + (trials == null ? "" : " --trials " + trials) + (time == null ? "" : " --time " + time);
    }

    /** How to run this again. */
    private String command() {
        return Main.program() + " tune " + Texts.quoted(file)
                + (store.isGiven() ? " --store " + Texts.quoted(store.text(console)) : "")
                + threads.given()
                + (report == null ? "" : " --report " + Texts.quoted(report));
    }
}
