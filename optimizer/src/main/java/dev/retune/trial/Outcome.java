package dev.retune.trial;

import java.util.Optional;
import java.util.OptionalDouble;

/** How a trial ended. */
public sealed interface Outcome {

    /** It ran to the end of its resource. */
    record Completed(Measurement measurement) implements Outcome {}

    /**
     * It was stopped early because it did not look worth going on; the value is NaN if that was before there was one.
     */
    record Pruned(Measurement measurement, String reason) implements Outcome {}

    /**
     * It gave no value; that is data too: strategies learn to avoid it.
     *
     * @param cost of the evaluation, if it was told
     */
    record Failed(String reason, OptionalDouble cost) implements Outcome {

        /** @throws IllegalArgumentException if there is a cost, and it is not finite and 0 or more */
        public Failed {
            Measurement.requireCost(cost);
        }

        /** Without a cost of its own. */
        public Failed(String reason) {
            this(reason, OptionalDouble.empty());
        }
    }

    static Outcome completed(double value) {
        return new Completed(Measurement.of(value));
    }

    /** What was measured, unless it failed. */
    default Optional<Measurement> measured() {
        if (this instanceof Completed completed) {
            return Optional.of(completed.measurement());
        }
        return this instanceof Pruned pruned ? Optional.of(pruned.measurement()) : Optional.empty();
    }

    /** Why it was pruned or failed. */
    default Optional<String> why() {
        if (this instanceof Failed failed) {
            return Optional.of(failed.reason());
        }
        return this instanceof Pruned pruned ? Optional.of(pruned.reason()) : Optional.empty();
    }

    /** What the evaluation cost, if that was told. */
    default OptionalDouble toldCost() {
        return this instanceof Failed failed
                ? failed.cost()
                : measured().map(Measurement::cost).orElse(OptionalDouble.empty());
    }

    /** The same end with another measurement; a failure has none, and stays. */
    default Outcome with(Measurement measurement) {
        if (this instanceof Completed) {
            return new Completed(measurement);
        }
        return this instanceof Pruned pruned ? new Pruned(measurement, pruned.reason()) : this;
    }
}
