package dev.retune.store;

import dev.retune.space.SearchSpace;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definition of a study.
 *
 * @param name unique in its store
 * @param space the search space
 * @param goals its targets and limits
 * @param resource its fidelity
 * @param seed of all its randomness
 * @param notes notes of the user and of programs: text, numbers, booleans, and lists and maps of these
 */
public record StudyDefinition(
        String name, SearchSpace space, Goals goals, Resource resource, long seed, Map<String, Object> notes) {

    public StudyDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A study's name is blank: give it one");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The study's name '%s' holds a line break or another control character: leave it out"
                            .formatted(name.replaceAll("\\p{Cntrl}", " ")));
        }
        notes = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(notes))); // the same order in each process
    }

    /** The same with another name. */
    public StudyDefinition named(String name) {
        return new StudyDefinition(name, space, goals, resource, seed, notes);
    }

    /** The same with other goals. */
    public StudyDefinition aimingAt(Goals goals) {
        return new StudyDefinition(name, space, goals, resource, seed, notes);
    }

    /** The same with one more note, which replaces one with the same key. */
    public StudyDefinition noted(String key, Object value) {
        Map<String, Object> more = new HashMap<>(notes);
        more.put(key, value);
        return new StudyDefinition(name, space, goals, resource, seed, more);
    }

    /**
     * Checks that this stored study can be resumed as the requested one: with the same space, goals and resource. A
     * target without a name matches any name.
     *
     * @throws IllegalArgumentException if it cannot; the message says what differs
     */
    public void requireSame(StudyDefinition requested) {
        List<String> differences = new ArrayList<>();
        goals.difference(requested.goals).ifPresent(differences::add);
        if (!resource.equals(requested.resource)) {
            differences.add("its resource is %s, not %s".formatted(text(resource), text(requested.resource)));
        }
        differences.addAll(SpaceDifference.of(space, requested.space));
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "Study '%s' is in the store already, and differs: %s. Take another name, or delete it first"
                            .formatted(name, String.join("; ", differences)));
        }
    }

    private static String text(Resource resource) {
        return "%s from %s to %s".formatted(resource.name(), resource.min(), resource.max());
    }
}
