package dev.retune.trial;

/**
 * What a trial can get more or less of, such as epochs, folds or a fraction of the data: the study's fidelity.
 *
 * @param name what it is called
 * @param min the smallest amount for which running a trial is worthwhile, above 0
 * @param max the largest amount
 */
public record Resource(String name, double min, double max) {

    /** Every trial gets the whole resource. */
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
