package dev.retune.budget;

import dev.retune.strategy.SurrogateModel;
import dev.retune.trial.Goals;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much a study may use, and when its result is good enough:
 * {@code Budget.trials(60).orTime(Duration.ofMinutes(10))} ends with whichever comes first. Depends on the stored
 * trials only, so that a resumed study continues where it was. Immutable.
 */
public final class Budget {

    private final List<Rule> rules;

    private Budget(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * At most this many trials are started, including enqueued ones and regardless of how they end. Exact for any
     * number of workers.
     */
    public static Budget trials(int count) {
        return new Budget(List.of(new Rule.Trials(count)));
    }

    /**
     * Trials are started during this working time; pauses between sessions do not count. Running trials may end later.
     */
    public static Budget time(Duration limit) {
        return new Budget(List.of(new Rule.Time(limit)));
    }

    /** All trials together get this much of the study's resource. */
    public static Budget resource(double total) {
        return new Budget(List.of(new Rule.Total(total)));
    }

    /**
     * All trials together cost this much, regardless of how they end: the reported costs, or else their durations in
     * seconds. Running trials may end later.
     */
    public static Budget cost(double total) {
        return new Budget(List.of(new Rule.Cost(total)));
    }

    /** Ends when a trial reaches this value, in the user's units. */
    public static Budget target(double value) {
        return new Budget(List.of(new Rule.TargetValue(value)));
    }

    /** Ends when this many trials have ended after the incumbent. */
    public static Budget noImprovementIn(int trials) {
        return new Budget(List.of(new Rule.NoImprovement(trials)));
    }

    /**
     * Ends when the best trial cannot be improved by more than the noise of its score: when the regret that a
     * {@linkplain #withSurrogate surrogate} still allows is below the standard error of the mean of the folds (Makarova
     * et al. 2022, "Automatic termination for hyperparameter optimization"), after each of five trials in a row.
     * Evaluated from the 20th completed trial on. Needs trials with the scores of at least two folds; without them it
     * never ends.
     */
    public static Budget nothingToGain() {
        return new Budget(List.of(NothingToGain.of(OptionalDouble.empty())));
    }

    /** As {@link #nothingToGain()}, with a number in the user's units instead of the standard error. */
    public static Budget nothingToGain(double worthwhile) {
        return new Budget(List.of(NothingToGain.of(OptionalDouble.of(worthwhile))));
    }

    /**
     * The same with a model of the losses for {@link #nothingToGain()}, unless there is one already. A study sets a
     * Gaussian process.
     */
    public Budget withSurrogate(SurrogateModel model) {
        return new Budget(rules.stream().map(rule -> rule.with(model)).toList());
    }

    /** Ends when one of the two ends. */
    public Budget or(Budget other) {
        return new Budget(Stream.concat(rules.stream(), other.rules.stream()).toList());
    }

    /** Or {@link #trials(int)}. */
    public Budget orTrials(int count) {
        return or(trials(count));
    }

    /** Or {@link #time(Duration)}. */
    public Budget orTime(Duration limit) {
        return or(time(limit));
    }

    /** Or {@link #resource}. */
    public Budget orResource(double total) {
        return or(resource(total));
    }

    /** Or {@link #cost}. */
    public Budget orCost(double total) {
        return or(cost(total));
    }

    /** Or {@link #target}. */
    public Budget orTarget(double value) {
        return or(target(value));
    }

    /** Or {@link #noImprovementIn}. */
    public Budget orNoImprovementIn(int trials) {
        return or(noImprovementIn(trials));
    }

    /** Or {@link #nothingToGain()}. */
    public Budget orNothingToGain() {
        return or(nothingToGain());
    }

    /** Or {@link #nothingToGain(double)}. */
    public Budget orNothingToGain(double worthwhile) {
        return or(nothingToGain(worthwhile));
    }

    /** Why the study is over, such as {@code all 60 trials are used}; empty if it may continue. */
    public Optional<String> spent(Progress progress) {
        return rules.stream().flatMap(rule -> rule.spent(progress).stream()).findFirst();
    }

    /** Remarks while the study runs, such as {@code gain < 0.012 (noise 0.004)}. */
    public Optional<String> remark(Progress progress) {
        return rules.stream().flatMap(rule -> rule.remark(progress).stream()).findFirst();
    }

    /**
     * The rules that make no sense in a study with these goals, because with several targets no trial is the best;
     * empty if all make sense.
     */
    public Optional<String> unfitFor(Goals goals) {
        return goals.isSingle()
                ? Optional.empty()
                : rules.stream()
                        .filter(Rule::needsOneTarget)
                        .map(Rule::toString)
                        .findFirst();
    }

    /** The used share, from 0 to 1: the largest one of trials, time, resource and cost. */
    public double fraction(Progress progress) {
        return spent(progress).isPresent() && progress.running() == 0
                ? 1
                : Math.min(
                        1,
                        rules.stream()
                                .mapToDouble(rule -> rule.fraction(progress))
                                .max()
                                .orElse(0));
    }

    /** The largest number of trials, if it is limited. */
    public OptionalInt trials() {
        return rules.stream()
                .filter(Rule.Trials.class::isInstance)
                .mapToInt(rule -> ((Rule.Trials) rule).count())
                .min();
    }

    /** The working time during which trials may be started, if it is limited. */
    public Optional<Duration> time() {
        return rules.stream()
                .filter(Rule.Time.class::isInstance)
                .map(rule -> ((Rule.Time) rule).limit())
                .min(Comparator.naturalOrder());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Budget budget && rules.equals(budget.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    /** {@code 60 trials or 10m} */
    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining(" or "));
    }
}
