package dev.retune.cli;

import dev.retune.syntax.Durations;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StudyProgress;

import java.util.List;

/** How far a study is, in words. */
final class ProgressTexts {

    private ProgressTexts() {}

    /** {@code 61 trials (3 failed)} */
    static String counts(StudyProgress progress) {
        return Texts.count(progress.trials(), "trial")
                + (progress.failed() > 0 ? " (%s failed)".formatted(progress.failed()) : "");
    }

    /** {@code best 0.9812 (trial 44)}, with several goals {@code front of 5 trials}; and what else there is to say. */
    static String incumbent(StudyProgress progress) {
        return best(progress) + progress.remark().map(text -> ", " + text).orElse("");
    }

    private static String best(StudyProgress progress) {
        List<TrialRecord> front = progress.front();
        if (front.isEmpty()) {
            return progress.isInfeasible() ? "none keeps the limits yet" : "none completed yet";
        }
        return progress.goals().isSingle()
                ? "best %s (trial %s)"
                        .formatted(
                                Texts.number(front.get(0).value()), front.get(0).number())
                : "front of " + Texts.count(front.size(), "trial");
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
