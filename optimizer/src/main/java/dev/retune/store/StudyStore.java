package dev.retune.store;

import java.util.List;
import java.util.Optional;

/**
 * A store of studies, by name. Several threads, and with a shared store also processes and machines, may use it at the
 * same time; a write that has returned is durable. Every method may throw a {@link StoreException}.
 */
public interface StudyStore extends AutoCloseable {

    /**
     * The study with the definition's name: the existing one, which keeps its seed and its notes, or else a new one.
     *
     * @throws IllegalArgumentException if the existing one has another space, other goals or another resource; the
     *     message says what differs
     */
    StoredStudy open(StudyDefinition definition);

    /**
     * Stores a copy as a study: either all of it or nothing.
     *
     * @throws IllegalArgumentException if a study with that name exists
     */
    StoredStudy restore(StudyCopy copy);

    /** The study with that name, if it exists. */
    Optional<StoredStudy> find(String name);

    /** All studies, by name. */
    List<StoredStudy> list();

    /**
     * Stores a note with a study, in place of an earlier one with the same key; it is in the definition of the study
     * for all who open it from then on.
     *
     * @param value text, a number, a boolean, or a list or map of these
     * @throws IllegalArgumentException if no study with that name exists
     */
    void note(String name, String key, Object value);

    /** Deletes a study with its trials and checkpoints. @return whether it existed */
    boolean delete(String name);

    @Override
    void close();
}
