package dev.retune.config;

import java.util.Map;
import java.util.Optional;

/**
 * How well a trial's configuration does on rows that the search never saw. Kept among the notes of its study.
 *
 * @param trial its number
 * @param score in the user's units
 * @param rows how many rows there are
 */
public record HoldOutScore(int trial, double score, int rows) {

    /** The key of the note. */
    public static final String NOTE = "holdOut";

    /** What a study notes of it. */
    public Map<String, Object> toNote() {
        return Map.of("trial", trial, "score", score, "rows", rows);
    }

    /** What the notes of a study say of this trial; nothing if they say nothing, or are of another trial. */
    public static Optional<HoldOutScore> of(Map<String, Object> notes, int trial) {
        return notes.get(NOTE) instanceof Map<?, ?> note
                        && note.get("trial") instanceof Number number
                        && number.intValue() == trial
                        && note.get("score") instanceof Number score
                        && note.get("rows") instanceof Number rows
                ? Optional.of(new HoldOutScore(trial, score.doubleValue(), rows.intValue()))
                : Optional.empty();
    }
}
