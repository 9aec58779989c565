package dev.retune.cli;

import dev.retune.config.BudgetSection;
import dev.retune.config.StudyFile;
import dev.retune.syntax.Durations;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.Optional;

/** The budget of a study. */
final class BudgetOption {

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "The number of trials, including earlier runs; replaces the file's.")
    private @Nullable Integer trials;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            description = "The time, including earlier runs, such as 90s, 10m or 1h30m; replaces the file's. Trials"
                    + " that are running when it is used up still end.")
    private @Nullable String time;

    BudgetSection of(StudyFile file) {
        if (trials != null && trials < 1) {
            throw new InputException("--trials %s: a budget needs 1 trial or more".formatted(trials));
        }
        try {
            return file.budget()
                    .with(Optional.ofNullable(trials), Optional.ofNullable(time).map(Durations::of));
        } catch (IllegalArgumentException e) {
            throw new InputException("--time: " + e.getMessage(), e);
        }
    }

    /** As it was given, for a command line. */
    String given() {
        return (trials == null ? "" : " --trials " + trials) + (time == null ? "" : " --time " + time);
    }
}
