package dev.retune.objective;

import dev.retune.learner.Learner;
import dev.retune.trial.Resource;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resources that a cross-validation supports. */
enum Fidelity {
    /** None: every trial gets all. */
    NONE,
    /** Steps of the learner, such as epochs. */
    STEPS,
    /** A share of the training rows. */
    DATA,
    /** The first so many folds. */
    FOLDS;

    static final String SHARE = "dataFraction";
    private static final String COUNT = "folds";

    /**
     * Interprets a study's resource.
     *
     * @param splits how many folds there are
     * @throws IllegalArgumentException if it is unknown, or its range is not one of these
     */
    static Fidelity of(Resource resource, Learner learner, int splits) {
        Optional<String> steps = learner.steps();
        if (steps.filter(name -> isNamed(resource, name)).isPresent()) {
            return STEPS;
        }
        if (!resource.isFidelity() && resource.name().equals(Resource.WHOLE.name())) {
            return NONE;
        }
        if (resource.name().equals(SHARE)) {
            check(resource.max() <= 1, resource, "it is a share of the training rows, such as {min: 0.1, max: 1}");
            return DATA;
        }
        if (isNamed(resource, COUNT)) {
            boolean whole = resource.min() == Math.rint(resource.min()) && resource.max() == Math.rint(resource.max());
            check(
                    whole && resource.max() <= splits,
                    resource,
                    "it counts folds, of which the validation has " + splits + ": write {min: 1, max: " + splits + "}");
            return FOLDS;
        }
        String possible = Stream.concat(
                        steps.stream(), Stream.of(COUNT, SHARE).filter(r -> splits > 1 || r.equals(SHARE)))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown resource '" + resource.name() + "'; learner '" + learner.name()
                + "' supports " + possible.replaceAll(", ([^,]+)$", " or $1"));
    }

    /** Singular or plural. */
    private static boolean isNamed(Resource resource, String name) {
        return name.equals(resource.name()) || name.equals(resource.name() + "s");
    }

    private static void check(boolean holds, Resource resource, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("resource '" + resource.name() + "' from " + resource.min() + " to "
                    + resource.max() + ": " + rule);
        }
    }
}
