package dev.retune.data;

/** What a model predicts for each row: a class or a number. */
public enum Task {
    /** The target is categorical. */
    CLASSIFICATION,
    /** The target is numeric. */
    REGRESSION;

    /**
     * The task of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Task named(String name) {
        return Names.constant("task", name, values());
    }
}
