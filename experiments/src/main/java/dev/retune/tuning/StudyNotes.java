package dev.retune.tuning;

import dev.retune.store.StudyDefinition;

import java.util.Locale;

/** What the application keeps among the notes of a study. */
public final class StudyNotes {

    /** The key of the note in which a study says why it is over although its budget is not spent, or that it is not. */
    public static final String OVER = "over";

    public static final String NOT_OVER = "no";

    private StudyNotes() {}

    /** {@code maximize accuracy} */
    public static String goal(StudyDefinition definition) {
        String goal = definition.goal().name().toLowerCase(Locale.ROOT);
        Object metric = definition.notes().get("metric");
        return metric == null ? goal : goal + " " + metric;
    }
}
