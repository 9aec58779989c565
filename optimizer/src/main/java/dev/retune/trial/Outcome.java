package dev.retune.trial;

/** How a trial ended. */
public sealed interface Outcome {

    /** It ran to the end of its resource. */
    record Completed(Measurement measurement) implements Outcome {}

    /** It was stopped early because it did not look worth going on; the value is NaN if that was before there was one. */
    record Pruned(Measurement measurement, String reason) implements Outcome {}

    /** It gave no value; that is data too: strategies learn to avoid it. */
    record Failed(String reason) implements Outcome {}

    static Outcome completed(double value) {
        return new Completed(Measurement.of(value));
    }

    default Outcome losses(Goal goal) {
        if (this instanceof Completed completed) {
            return new Completed(completed.measurement().losses(goal));
        }
        if (this instanceof Pruned pruned) {
            return new Pruned(pruned.measurement().losses(goal), pruned.reason());
        }
        return this;
    }
}
