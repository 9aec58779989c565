package dev.retune.store;

import java.util.List;
import java.util.Optional;

/**
 * Where studies live, by name. Threads, and where the store is shared also processes and machines, may use it at once;
 * a write that has returned is not lost. Every method may throw a {@link StoreException}.
 */
public interface StudyStore extends AutoCloseable {

    /**
     * The study of the definition's name: the one that is there, or else a new one. One that is there keeps its seed
     * and its notes.
     *
     * @throws IllegalArgumentException if the one that is there has another space, other goals or another resource; the
     *     message says what differs
     */
    StoredStudy open(StudyDefinition definition);

    /**
     * The study of a copy: all of it, or nothing.
     *
     * @throws IllegalArgumentException if there is a study of that name
     */
    StoredStudy restore(StudyCopy copy);

    /** The study of that name, if there is one. */
    Optional<StoredStudy> find(String name);

    /** All studies, by name. */
    List<StoredStudy> list();

    /**
     * Keeps something with a study, in place of what was there under this key; whoever opens the study from then on
     * finds it among the notes of its definition.
     *
     * @param value text, a number, a boolean, or a list or map of these
     * @throws IllegalArgumentException if there is no study of that name
     */
    void note(String name, String key, Object value);

    /** Deletes a study with its trials and checkpoints. @return whether there was one */
    boolean delete(String name);

    @Override
    void close();
}
