package dev.retune.budget;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a study is: the facts that a budget decides on.
 *
 * @param goals what it is after
 * @param counts how many trials are where
 * @param usage what it has used
 * @param standing what it has found
 * @param space where the study searches
 * @param history all trials, their values as losses
 */
public record Progress(Goals goals, Counts counts, Usage usage, Standing standing, SearchSpace space, History history) {

    /**
     * How many trials are where.
     *
     * @param waiting trials to hand out: enqueued, given back, or left behind by a worker that is gone
     * @param running trials at work
     * @param completed trials that ended with a value
     * @param pruned trials that were stopped early
     * @param failed trials without a value
     */
    public record Counts(int waiting, int running, int completed, int pruned, int failed) {}

    /**
     * What was used.
     *
     * @param time how long at least one trial was at work, pauses between sessions not counted
     * @param resource how much of the resource all trials were given, the part of a continued trial counted once
     * @param cost what the trials that ended cost together
     */
    public record Usage(Duration time, double resource, double cost) {}

    /**
     * What was found.
     *
     * @param front the trials that keep the limits and that none dominates, by ascending number, their values in the
     *     user's units; of one target the incumbent, if there is one
     * @param since how many trials ended after the front changed last
     */
    public record Standing(List<TrialRecord> front, int since) {
        public Standing {
            front = List.copyOf(front);
        }
    }

    /** Trials to hand out. @see Counts */
    public int waiting() {
        return counts.waiting();
    }

    /** Trials at work. @see Counts */
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

    /** Trials that have ended, in whatever way. */
    public int ended() {
        return completed() + pruned() + failed();
    }

    /** Trials that were handed out: running or ended. */
    public int started() {
        return running() + ended();
    }

    /** How long at least one trial was at work. @see Usage */
    public Duration used() {
        return usage.time();
    }

    /** How much of the resource all trials were given. @see Usage */
    public double resource() {
        return usage.resource();
    }

    /** What the trials that ended cost together. @see Usage */
    public double cost() {
        return usage.cost();
    }

    /** The trials that keep the limits and that none dominates. @see Standing */
    public List<TrialRecord> front() {
        return standing.front();
    }

    /**
     * The incumbent, its values in the user's units; nothing if there are several targets, of which none is the best.
     */
    public Optional<TrialRecord> best() {
        return goals.isSingle() ? front().stream().findFirst() : Optional.empty();
    }

    /** How many trials ended after the incumbent. */
    public int sinceBest() {
        return standing.since();
    }
}
