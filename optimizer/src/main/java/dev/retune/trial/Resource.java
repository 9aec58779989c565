package dev.retune.trial;

/**
 * What a trial is given more or less of, such as epochs, folds or a fraction of the data: the study's fidelity.
 *
 * @param name what it is called
 * @param min the least that a trial is worth running with, above 0
 * @param max the whole of it
 */
public record Resource(String name, double min, double max) {

    /** Every trial gets all there is. */
    public static final Resource WHOLE = new Resource("resource", 1, 1);

    public Resource {
        if (!(min > 0 && min <= max && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Resource '%s' has min = %s and max = %s: it needs 0 < min <= max".formatted(name, min, max));
        }
    }

    /** Whether trials may differ in it. */
    public boolean isFidelity() {
        return min < max;
    }
}
