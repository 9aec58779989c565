package dev.retune.budget;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goal;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a study is: the facts that a budget decides on.
 *
 * @param goal whether small or large values are good
 * @param waiting trials to hand out: enqueued, given back, or left behind by a worker that is gone
 * @param running trials at work
 * @param completed trials that ended with a value
 * @param pruned trials that were stopped early
 * @param failed trials without a value
 * @param used how long at least one trial was at work, pauses between sessions not counted
 * @param resource how much of the resource all trials were given, the part of a continued trial counted once
 * @param best the incumbent, its values in the user's units
 * @param sinceBest how many trials ended after the incumbent
 * @param space where the study searches
 * @param history all trials, their values as losses
 */
public record Progress(
        Goal goal,
        int waiting,
        int running,
        int completed,
        int pruned,
        int failed,
        Duration used,
        double resource,
        Optional<TrialRecord> best,
        int sinceBest,
        SearchSpace space,
        History history) {

    /** Trials that have ended, in whatever way. */
    public int ended() {
        return completed + pruned + failed;
    }

    /** Trials that were handed out: running or ended. */
    public int started() {
        return running + ended();
    }
}
