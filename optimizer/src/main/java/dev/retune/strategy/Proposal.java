package dev.retune.strategy;

import dev.retune.space.Configuration;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A proposed trial.
 *
 * @param configuration the point
 * @param resource the amount of the study's resource; empty for all of it
 * @param continues the trial from whose checkpoint to continue; it has the same configuration
 */
public record Proposal(Configuration configuration, OptionalDouble resource, OptionalInt continues) {

    public Proposal {
        if (!(resource.orElse(1) > 0)) {
            throw new IllegalArgumentException(
                    "A proposal has the resource %s: it needs to be above 0".formatted(resource.getAsDouble()));
        }
    }

    /** A configuration with the whole resource. */
    public static Proposal of(Configuration configuration) {
        return new Proposal(configuration, OptionalDouble.empty(), OptionalInt.empty());
    }

    /** A new configuration with a part of the resource. */
    public static Proposal of(Configuration configuration, double resource) {
        return new Proposal(configuration, OptionalDouble.of(resource), OptionalInt.empty());
    }

    /** An earlier trial's configuration with more of the resource. */
    public static Proposal continuing(int trial, Configuration configuration, double resource) {
        return new Proposal(configuration, OptionalDouble.of(resource), OptionalInt.of(trial));
    }
}
