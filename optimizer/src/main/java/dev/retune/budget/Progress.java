package dev.retune.budget;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The progress of a study: the facts on which a budget depends.
 *
 * @param goals its targets and limits
 * @param counts the number of trials in each state
 * @param usage what has been used of the budget
 * @param standing what has been found
 * @param space the search space
 * @param history all trials, their values as losses
 */
public record Progress(Goals goals, Counts counts, Usage usage, Standing standing, SearchSpace space, History history) {

    /**
     * The number of trials in each state.
     *
     * @param waiting trials to assign: enqueued, released, or left by a lost worker
     * @param running running trials
     * @param completed trials that ended with a value
     * @param pruned trials that were stopped early
     * @param failed trials without a value
     */
    public record Counts(int waiting, int running, int completed, int pruned, int failed) {}

    /**
     * What has been used of the budget.
     *
     * @param time the time during which at least one trial was running, without pauses between sessions
     * @param resource the resource of all trials together; the part of a continued trial counts once
     * @param cost the cost of all ended trials together
     */
    public record Usage(Duration time, double resource, double cost) {}

    /**
     * What has been found.
     *
     * @param front the feasible trials that no other dominates, by ascending number, with values in the user's units;
     *     with one target the incumbent, if there is one
     * @param since the number of trials that ended after the last change of the front
     */
    public record Standing(List<TrialRecord> front, int since) {
        public Standing {
            front = List.copyOf(front);
        }
    }

    /** Trials to assign. @see Counts */
    public int waiting() {
        return counts.waiting();
    }

    /** Running trials. @see Counts */
    public int running() {
        return counts.running();
    }

    /** Trials that ended with a value. @see Counts */
    public int completed() {
        return counts.completed();
    }

    /** Trials that were stopped early. @see Counts */
    public int pruned() {
        return counts.pruned();
    }

    /** Trials without a value. @see Counts */
    public int failed() {
        return counts.failed();
    }

    /** Trials that have ended, in any way. */
    public int ended() {
        return completed() + pruned() + failed();
    }

    /** Trials that were started: running or ended. */
    public int started() {
        return running() + ended();
    }

    /** The time during which at least one trial was running. @see Usage */
    public Duration used() {
        return usage.time();
    }

    /** The resource of all trials together. @see Usage */
    public double resource() {
        return usage.resource();
    }

    /** The cost of all ended trials together. @see Usage */
    public double cost() {
        return usage.cost();
    }

    /** The feasible trials that no other dominates. @see Standing */
    public List<TrialRecord> front() {
        return standing.front();
    }

    /**
     * The incumbent, with values in the user's units; empty if there are several targets, since no trial is the best
     * then.
     */
    public Optional<TrialRecord> best() {
        return goals.isSingle() ? front().stream().findFirst() : Optional.empty();
    }

    /** The number of trials that ended after the incumbent. */
    public int sinceBest() {
        return standing.since();
    }
}
