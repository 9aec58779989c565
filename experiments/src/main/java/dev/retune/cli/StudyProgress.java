package dev.retune.cli;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.study.Study;
import dev.retune.syntax.Durations;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a study is, in words.
 *
 * @param fraction of the budget that is used, from 0 to 1
 * @param trials how many have ended
 * @param failed how many of these have failed
 * @param elapsed how long it was at work
 * @param best the incumbent
 * @param remark of the budget
 */
record StudyProgress(
        double fraction,
        int trials,
        int failed,
        Duration elapsed,
        Optional<TrialRecord> best,
        Optional<String> remark) {

    static StudyProgress of(Study study) {
        Progress progress = study.progress();
        return of(progress, study.budget());
    }

    static StudyProgress of(Progress progress, Budget budget) {
        return new StudyProgress(
                budget.fraction(progress),
                progress.ended(),
                progress.failed(),
                progress.used(),
                progress.best(),
                budget.remark(progress));
    }

    /** {@code 61 trials (3 failed)} */
    String counts() {
        return Texts.count(trials, "trial") + (failed > 0 ? " (%s failed)".formatted(failed) : "");
    }

    /** {@code best 0.9812 (trial 44)}, and what else there is to say. */
    String incumbent() {
        return best.map(trial -> "best %s (trial %s)".formatted(Texts.number(trial.value()), trial.number()))
                        .orElse("none completed yet")
                + remark.map(text -> ", " + text).orElse("");
    }

    /** {@code 52s elapsed, 1m 08s left} */
    String time() {
        String text = Durations.text(elapsed) + " elapsed";
        if (fraction <= 0.01 || fraction >= 1) {
            return text;
        }
        Duration left = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - fraction) / fraction));
        return text + ", " + Durations.text(left) + " left";
    }
}
