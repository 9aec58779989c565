package dev.retune.trial;

import java.util.Optional;
import java.util.OptionalDouble;

/** How a trial ended. */
public sealed interface Outcome {

    /** It ran to the end of its resource. */
    record Completed(Measurement measurement) implements Outcome {}

    /**
     * It was stopped early because it was unlikely to become the best; the value is NaN if it was stopped before the
     * first report.
     */
    record Pruned(Measurement measurement, String reason) implements Outcome {}

    /**
     * It has no value. Strategies learn to avoid such configurations.
     *
     * @param cost of the evaluation, if it was reported
     */
    record Failed(String reason, OptionalDouble cost) implements Outcome {

        /** @throws IllegalArgumentException if the cost is negative or not finite */
        public Failed {
            Measurement.requireCost(cost);
        }

        /** A failure without a reported cost. */
        public Failed(String reason) {
            this(reason, OptionalDouble.empty());
        }
    }

    static Outcome completed(double value) {
        return new Completed(Measurement.of(value));
    }

    /** The measurement, unless the trial failed. */
    default Optional<Measurement> measured() {
        if (this instanceof Completed completed) {
            return Optional.of(completed.measurement());
        }
        return this instanceof Pruned pruned ? Optional.of(pruned.measurement()) : Optional.empty();
    }

    /** The reason why the trial was pruned or failed. */
    default Optional<String> why() {
        if (this instanceof Failed failed) {
            return Optional.of(failed.reason());
        }
        return this instanceof Pruned pruned ? Optional.of(pruned.reason()) : Optional.empty();
    }

    /** The cost of the evaluation, if it was reported. */
    default OptionalDouble toldCost() {
        return this instanceof Failed failed
                ? failed.cost()
                : measured().map(Measurement::cost).orElse(OptionalDouble.empty());
    }

    /** The same outcome with another measurement; a failure has none and is returned unchanged. */
    default Outcome with(Measurement measurement) {
        if (this instanceof Completed) {
            return new Completed(measurement);
        }
        return this instanceof Pruned pruned ? new Pruned(measurement, pruned.reason()) : this;
    }
}
