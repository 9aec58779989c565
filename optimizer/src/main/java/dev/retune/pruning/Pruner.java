package dev.retune.pruning;

import dev.retune.trial.Direction;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.Optional;

/**
 * Decides whether a running trial should continue. A function of its arguments: the same arguments give the same
 * answer. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Pruner {

    /**
     * Why the trial should stop now; empty if it should continue. Called after each report.
     *
     * @param running the trial, its reports up to and including the new one, with losses as values
     * @param history all trials of the study, with losses as values
     */
    Optional<String> reasonToStop(TrialRecord running, History history);

    /** Never stops a trial. */
    static Pruner none() {
        return NoPruner.NONE;
    }

    /**
     * Stops a trial whose best value so far is worse than the median of the ended trials' best values at the same step.
     * Needs five trials to compare with.
     */
    static Pruner median() {
        return new PercentilePruner(50);
    }

    /**
     * Stops a trial whose best value so far is not among the best {@code percent} % of the ended trials' best values at
     * the same step; smaller is stricter. Needs five trials to compare with.
     *
     * @throws IllegalArgumentException if {@code percent} is not between 0 and 100
     */
    static Pruner percentile(double percent) {
        return new PercentilePruner(percent);
    }

    /**
     * Successive halving without waiting: at the steps {@code first}, first · η, first · η², … only trials among the
     * best 1/η of those that reached the step so far continue.
     *
     * @throws IllegalArgumentException if {@code first} is below 1 or {@code eta} below 2
     */
    static Pruner halving(int first, int eta) {
        return new HalvingPruner(first, eta);
    }

    /** Stops a trial whose latest value is worse than a limit, in the user's units, or is not a number. */
    static Pruner threshold(Direction direction, double limit) {
        return new ThresholdPruner(direction.loss(limit));
    }

    /**
     * Stops a trial that has not improved for this many steps, unless it is better than every completed one.
     *
     * @throws IllegalArgumentException if {@code steps} is below 1
     */
    static Pruner patience(int steps) {
        return new PatiencePruner(steps);
    }

    /**
     * For trials that report the score of each fold, with the fold's number as the step: stops a trial once its folds
     * show that it is worse than the incumbent on the same folds. At most a share of about {@code alpha} of the trials
     * that are not worse is stopped, for any number of folds. Needs four completed trials.
     *
     * @param alpha the level, such as 0.05
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    static Pruner foldRacing(double alpha) {
        return new FoldRacingPruner(alpha);
    }

    /** This pruner, but never before a trial has reported at step {@code step} or later. */
    default Pruner from(int step) {
        return (running, history) -> running.lastStep() < step ? Optional.empty() : reasonToStop(running, history);
    }

    /** This pruner, but not before {@code trials} trials have completed. */
    default Pruner after(int trials) {
        return (running, history) ->
                history.in(State.COMPLETED).size() < trials ? Optional.empty() : reasonToStop(running, history);
    }

    /**
     * The same, but comparing a trial only with trials of the same resource: for a resource that is not counted by the
     * steps of the reports, such as a share of the data.
     */
    default Pruner amongEquals() {
        return (running, history) ->
                reasonToStop(running, history.where(other -> other.resource() == running.resource()));
    }

    /**
     * The same, but deciding only when a report reaches or passes a multiple of {@code steps}.
     *
     * @throws IllegalArgumentException if {@code steps} is below 1
     */
    default Pruner every(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("every(%d): it needs 1 step or more".formatted(steps));
        }
        return (running, history) -> {
            int n = running.reports().size();
            int before = n < 2 ? 0 : running.reports().get(n - 2).step();
            return running.lastStep() / steps == before / steps ? Optional.empty() : reasonToStop(running, history);
        };
    }
}
