package dev.retune.budget;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.Numbers;
import dev.retune.strategy.SurrogateModel;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.util.Optional;

/** One rule of a budget. */
sealed interface Rule
        permits Rule.Trials, Rule.Time, Rule.Total, Rule.Cost, Rule.TargetValue, Rule.NoImprovement, NothingToGain {

    /** Why the study is over; empty if it is not. */
    Optional<String> spent(Progress progress);

    /** This rule with a surrogate, if it needs one and has none. */
    default Rule with(SurrogateModel model) {
        return this;
    }

    /** The used share, 0 or more; 0 if it is unknown. */
    default double fraction(Progress progress) {
        return 0;
    }

    /** Whether it depends on the best trial, so that it makes no sense with several targets. */
    default boolean needsOneTarget() {
        return false;
    }

    /** A remark while the study runs. */
    default Optional<String> remark(Progress progress) {
        return Optional.empty();
    }

    record Trials(int count) implements Rule {
        public Trials {
            Check.that(count > 0, "A budget of %s trials: it needs at least 1", count);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return when(
                    progress.started() >= count,
                    count == 1 ? "the one trial is used" : "all %s trials are used".formatted(count));
        }

        @Override
        public double fraction(Progress progress) {
            return (double) progress.ended() / count;
        }

        @Override
        public String toString() {
            return count == 1 ? "1 trial" : count + " trials";
        }
    }

    record Time(Duration limit) implements Rule {
        public Time {
            Check.that(limit.compareTo(Duration.ZERO) > 0, "A budget of the time %s: it must be above 0", limit);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return when(progress.used().compareTo(limit) >= 0, "the time of " + this + " is used");
        }

        @Override
        public double fraction(Progress progress) {
            return (double) progress.used().toMillis() / Math.max(1, limit.toMillis());
        }

        /** {@code 1h 30m}; tenths of a second below a minute. */
        @Override
        public String toString() {
            if (limit.compareTo(Duration.ofMinutes(1)) < 0) {
                return Numbers.text(limit.toMillis() / 1000.0) + "s";
            }
            String text = limit.toHours() > 0 ? limit.toHours() + "h " : "";
            text += limit.toMinutesPart() > 0 ? limit.toMinutesPart() + "m " : "";
            text += limit.toSecondsPart() > 0 ? limit.toSecondsPart() + "s" : "";
            return text.strip();
        }
    }

    record Total(double resource) implements Rule {
        public Total {
            Check.that(resource > 0, "A budget of the total resource %s: it must be above 0", resource);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return when(progress.resource() >= resource, "the " + this + " is used");
        }

        @Override
        public double fraction(Progress progress) {
            return progress.resource() / resource;
        }

        @Override
        public String toString() {
            return "total resource of " + Numbers.text(resource);
        }
    }

    record Cost(double total) implements Rule {
        public Cost {
            Check.that(
                    total > 0 && total < Double.POSITIVE_INFINITY,
                    "A budget of the cost %s: it must be finite, and above 0",
                    total);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return when(progress.cost() >= total, "the " + this + " is used");
        }

        @Override
        public double fraction(Progress progress) {
            return progress.cost() / total;
        }

        @Override
        public String toString() {
            return "total cost of " + Numbers.text(total);
        }
    }

    record TargetValue(double value) implements Rule {
        public TargetValue {
            Check.that(Double.isFinite(value), "A budget with the target %s: it must be a finite number", value);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return progress.best()
                    .filter(best -> !progress.goals().target().direction().isBetter(value, best.value()))
                    .map(this::reached);
        }

        @Override
        public boolean needsOneTarget() {
            return true;
        }

        private String reached(TrialRecord best) {
            return "the %s is reached: trial %s has %s".formatted(this, best.number(), best.value());
        }

        @Override
        public String toString() {
            return "target of " + Numbers.text(value);
        }
    }

    record NoImprovement(int trials) implements Rule {
        public NoImprovement {
            Check.that(trials > 0, "A budget that ends without improvement in %s trials: it needs at least 1", trials);
        }

        @Override
        public Optional<String> spent(Progress progress) {
            return when(progress.best().isPresent() && progress.sinceBest() >= trials, this.toString());
        }

        @Override
        public boolean needsOneTarget() {
            return true;
        }

        @Override
        public String toString() {
            return "no improvement in " + (trials == 1 ? "1 trial" : trials + " trials");
        }
    }

    private static Optional<String> when(boolean spent, String reason) {
        return spent ? Optional.of(reason) : Optional.empty();
    }
}
