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
 * How much a study may use, and when its result is good enough: with {@code
 * Budget.trials(60).orTime(Duration.ofMinutes(10))} a study ends when the first rule is met. Decisions depend only on
 * the recorded trials, so a resumed study continues its budget. Immutable.
 */
public final class Budget {

    private final List<Rule> rules;

    private Budget(List<Rule> rules) {
        this.rules = rules;
    }

    /** Limits the number of trials, whatever their outcome; enqueued ones count. Exact for any number of workers. */
    public static Budget trials(int count) {
        return new Budget(List.of(new Rule.Trials(count)));
    }

    /**
     * Limits the working time in which trials are assigned; pauses between sessions do not count. Running trials may
     * end.
     */
    public static Budget time(Duration limit) {
        return new Budget(List.of(new Rule.Time(limit)));
    }

    /** Limits the total amount of the study's resource over all trials. */
    public static Budget resource(double total) {
        return new Budget(List.of(new Rule.Total(total)));
    }

    /**
     * Limits the total cost of all trials, whatever their outcome: the reported cost, otherwise the duration in
     * seconds. Running trials may end.
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
     * Ends when the best trial cannot be improved by more than the noise of its score: when the upper bound of the
     * regret, according to a {@linkplain #withSurrogate surrogate}, is below the standard error of the mean of the
     * folds (Makarova et al. 2022, "Automatic termination for hyperparameter optimization"), after each of five
     * consecutive trials. Checked from the 20th completed trial on. Needs trials with at least two fold scores; without
     * them this rule never ends a study.
     */
    public static Budget nothingToGain() {
        return new Budget(List.of(NothingToGain.of(OptionalDouble.empty())));
    }

    /** As {@link #nothingToGain()}, with a number in the user's units instead of the standard error. */
    public static Budget nothingToGain(double worthwhile) {
        return new Budget(List.of(NothingToGain.of(OptionalDouble.of(worthwhile))));
    }

    /**
     * This budget with a surrogate for {@link #nothingToGain()}, where none was set before. A study sets a Gaussian
     * process.
     */
    public Budget withSurrogate(SurrogateModel model) {
        return new Budget(rules.stream().map(rule -> rule.with(model)).toList());
    }

    /** Ends when one of the two budgets does. */
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

    /** Why the study should end, such as {@code all 60 trials are used}; empty if it may continue. */
    public Optional<String> spent(Progress progress) {
        return rules.stream().flatMap(rule -> rule.spent(progress).stream()).findFirst();
    }

    /** The state of the rules while the study runs, such as {@code gain < 0.012 (noise 0.004)}. */
    public Optional<String> remark(Progress progress) {
        return rules.stream().flatMap(rule -> rule.remark(progress).stream()).findFirst();
    }

    /**
     * The rule that cannot be used with these goals, because with several targets there is no best trial; empty if all
     * rules can be used.
     */
    public Optional<String> unfitFor(Goals goals) {
        return goals.isSingle()
                ? Optional.empty()
                : rules.stream()
                        .filter(Rule::needsOneTarget)
                        .map(Rule::toString)
                        .findFirst();
    }

    /** The used fraction, from 0 to 1: the largest over trials, time, resource and cost. */
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

    /** The limit of trials, if there is one. */
    public OptionalInt trials() {
        return rules.stream()
                .filter(Rule.Trials.class::isInstance)
                .mapToInt(rule -> ((Rule.Trials) rule).count())
                .min();
    }

    /** The limit of time, if there is one. */
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
