package dev.retune.tuning;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.study.Study;
import dev.retune.trial.Goals;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a study is.
 *
 * @param fraction of the budget that is used, from 0 to 1
 * @param trials how many have ended
 * @param completed how many of these have completed
 * @param failed how many of these have failed
 * @param elapsed how long trials were running
 * @param goals of the study
 * @param front the trials that keep the limits and that none dominates; of one goal the incumbent
 * @param remark of the budget
 */
public record StudyProgress(
        double fraction,
        int trials,
        int completed,
        int failed,
        Duration elapsed,
        Goals goals,
        List<TrialRecord> front,
        Optional<String> remark) {

    public static StudyProgress of(Study study) {
        return of(study.progress(), study.budget());
    }

    public static StudyProgress of(Progress progress, Budget budget) {
        return new StudyProgress(
                budget.fraction(progress),
                progress.ended(),
                progress.completed(),
                progress.failed(),
                progress.used(),
                progress.goals(),
                progress.front(),
                budget.remark(progress));
    }

    /** Whether trials have completed, but none of them keeps the limits. */
    public boolean isInfeasible() {
        return front.isEmpty() && completed > 0 && !goals.limits().isEmpty();
    }

    /** How long it will take if it goes on as until now; nothing at the very beginning and at the end. */
    public Optional<Duration> left() {
        return fraction <= 0.01 || fraction >= 1
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - fraction) / fraction)));
    }
}
