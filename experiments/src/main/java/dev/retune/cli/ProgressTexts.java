package dev.retune.cli;

import dev.retune.syntax.Durations;
import dev.retune.tuning.StudyProgress;

/** How far a study is, in words. */
final class ProgressTexts {

    private ProgressTexts() {}

    /** {@code 61 trials (3 failed)} */
    static String counts(StudyProgress progress) {
        return Texts.count(progress.trials(), "trial")
                + (progress.failed() > 0 ? " (%s failed)".formatted(progress.failed()) : "");
    }

    /** {@code best 0.9812 (trial 44)}, and what else there is to say. */
    static String incumbent(StudyProgress progress) {
        return progress.best()
                        .map(trial -> "best %s (trial %s)".formatted(Texts.number(trial.value()), trial.number()))
                        .orElse("none completed yet")
                + progress.remark().map(text -> ", " + text).orElse("");
    }

    /** {@code 52s elapsed, 1m 08s left} */
    static String time(StudyProgress progress) {
        return Durations.text(progress.elapsed()) + " elapsed"
                + progress.left()
                        .map(left -> ", " + Durations.text(left) + " left")
                        .orElse("");
    }

    /** {@code 61 trials, 52s elapsed, 1m 08s left, best 0.9812 (trial 44)} */
    static String line(StudyProgress progress) {
        return "%s, %s, %s".formatted(counts(progress), time(progress), incumbent(progress));
    }
}
