package dev.retune.budget;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The progress of a study: the facts on which a budget decides.
 *
 * @param goals the goals of the study
 * @param counts the number of trials by state
 * @param usage what the study has used
 * @param standing what the study has found
 * @param space the search space
 * @param history all trials, their values as losses
 */
public record Progress(Goals goals, Counts counts, Usage usage, Standing standing, SearchSpace space, History history) {

    /**
     * The number of trials by state.
     *
     * @param waiting trials to be assigned: enqueued, released, or left by a lost worker
     * @param running trials that workers are running
     * @param completed trials that ended with a value
     * @param pruned trials that were stopped early
     * @param failed trials without a value
     */
    public record Counts(int waiting, int running, int completed, int pruned, int failed) {}

    /**
     * What was used.
     *
     * @param time how long at least one trial was running, without pauses between sessions
     * @param resource the total resource of all trials; the part that a trial continues from another one is counted
     *     once
     * @param cost the total cost of the ended trials
     */
    public record Usage(Duration time, double resource, double cost) {}

    /**
     * What was found.
     *
     * @param front the feasible, non-dominated trials by ascending number, with values in the user's units; with one
     *     target, the incumbent, if there is one
     * @param since how many trials ended after the last change of the front
     */
    public record Standing(List<TrialRecord> front, int since) {
        public Standing {
            front = List.copyOf(front);
        }
    }

    /** Trials to be assigned. @see Counts */
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

    /** Trials that have ended, whatever their outcome. */
    public int ended() {
        return completed() + pruned() + failed();
    }

    /** Trials that were assigned: running or ended. */
    public int started() {
        return running() + ended();
    }

    /** How long at least one trial was running. @see Usage */
    public Duration used() {
        return usage.time();
    }

    /** The total resource of all trials. @see Usage */
    public double resource() {
        return usage.resource();
    }

    /** The total cost of the ended trials. @see Usage */
    public double cost() {
        return usage.cost();
    }

    /** The feasible, non-dominated trials. @see Standing */
    public List<TrialRecord> front() {
        return standing.front();
    }

    /** The incumbent, with values in the user's units; empty with several targets, which have no single best trial. */
    public Optional<TrialRecord> best() {
        return goals.isSingle() ? front().stream().findFirst() : Optional.empty();
    }

    /** How many trials ended after the incumbent. */
    public int sinceBest() {
        return standing.since();
    }
}
