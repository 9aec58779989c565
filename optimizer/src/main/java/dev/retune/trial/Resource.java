package dev.retune.trial;

/**
 * The fidelity of a study: what a trial may use more or less of, such as epochs, folds or a fraction of the data.
 *
 * @param name name of the resource
 * @param min the smallest useful amount for a trial, above 0
 * @param max the full amount
 */
public record Resource(String name, double min, double max) {

    /** No fidelity: every trial gets the full resource. */
    public static final Resource WHOLE = new Resource("resource", 1, 1);

    public Resource {
        if (!(min > 0 && min <= max && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Resource '%s' has min = %s and max = %s: it needs 0 < min <= max".formatted(name, min, max));
        }
    }

    /** Whether trials may use different amounts. */
    public boolean isFidelity() {
        return min < max;
    }
}
