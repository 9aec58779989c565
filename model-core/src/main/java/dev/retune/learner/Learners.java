package dev.retune.learner;

import dev.retune.internal.text.NearestName;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The learners on the class path or module path, by name. */
public final class Learners {

    private Learners() {}

    /** Loaded once, on first use. */
    private static final class Found {
        static final Map<String, Learner> BY_NAME = find();

        private static Map<String, Learner> find() {
            Map<String, Learner> found = new TreeMap<>();
            ServiceLoader.load(Learner.class, Learner.class.getClassLoader())
                    .forEach(learner -> found.put(learner.name(), learner));
            return Collections.unmodifiableMap(found);
        }
    }

    /** The neural network. */
    public static Learner network() {
        return named("network");
    }

    /** Random forests. */
    public static Learner randomForest() {
        return named("randomForest");
    }

    /**
     * A learner that chooses among several: see {@link AnyLearner}.
     *
     * @param names the learners to choose from; those that do not learn a data set's task are left out. Without names,
     *     a list of learners of moderate training time
     * @throws IllegalArgumentException if one is unknown or named twice
     */
    public static Learner any(String... names) {
        return names.length == 0 ? named("any") : new AnyLearner(List.of(names));
    }

    /**
     * The learner of that name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name
     */
    public static Learner named(String name) {
        Learner learner = Found.BY_NAME.get(name);
        if (learner == null) {
            String hint = NearestName.hint(name, names());
            throw new IllegalArgumentException(
                    "no learner '" + name + "'" + (hint.isEmpty() ? "; known: " + String.join(", ", names()) : hint));
        }
        return learner;
    }

    /** All names, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(Found.BY_NAME.keySet());
    }
}
