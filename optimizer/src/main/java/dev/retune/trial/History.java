package dev.retune.trial;

import dev.retune.space.Configuration;
import dev.retune.trial.TrialRecord.State;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a strategy or a pruner sees of a study: its trials in the order of their numbers, with one loss per target
 * (smaller is better), and as constraints the reported ones and the violations of the limits. Immutable.
 */
public final class History {

    private final Resource resource;
    private final TrialList trials;

    private History(Resource resource, TrialList trials) {
        this.resource = resource;
        this.trials = trials;
    }

    /** A history of records in the user's units. */
    public static History of(Goals goals, Resource resource, List<TrialRecord> records) {
        return ofLosses(resource, records.stream().map(goals::losses).toList());
    }

    /** A history of records whose values are losses already; a {@link TrialList} is not copied. */
    public static History ofLosses(Resource resource, List<TrialRecord> records) {
        return new History(resource, TrialList.of(records));
    }

    /** An empty history of a study without fidelity. */
    public static History empty() {
        return new History(Resource.WHOLE, TrialList.empty());
    }

    /** The study's fidelity. */
    public Resource resource() {
        return resource;
    }

    /** All trials, in any state. */
    public List<TrialRecord> trials() {
        return trials;
    }

    public List<TrialRecord> in(State state) {
        return trials.stream().filter(t -> t.state() == state).toList();
    }

    public int size() {
        return trials.size();
    }

    /** The trials that satisfy a condition. */
    public History where(Predicate<TrialRecord> condition) {
        return ofLosses(resource, trials.stream().filter(condition).toList());
    }

    /** The configurations of all trials. */
    public Set<Configuration> configurations() {
        Set<Configuration> all = new HashSet<>(2 * trials.size());
        trials.forEach(t -> all.add(t.configuration()));
        return all;
    }

    /**
     * The incumbent: of the feasible trials with the largest resource, the one with the smallest loss; the earliest of
     * equals.
     *
     * @throws IllegalStateException if there are several targets: see {@link ParetoFront}
     */
    public Optional<TrialRecord> best() {
        return Ranking.best(trials);
    }

    /**
     * The resource whose losses a model should learn from, since losses at different resources are not comparable: the
     * largest one with at least {@code enough} measured trials, or else the most common one (the largest of equals);
     * the maximum if no trial was measured.
     */
    public double modelResource(int enough) {
        if (!resource.isFidelity()) {
            return resource.max();
        }
        Map<Double, Integer> counts = new HashMap<>();
        for (TrialRecord trial : trials) {
            if (trial.measurement().isPresent()) {
                counts.merge(trial.resource(), 1, Integer::sum);
            }
        }
        int least =
                Math.min(enough, counts.values().stream().mapToInt(c -> c).max().orElse(0));
        return counts.entrySet().stream()
                .filter(e -> e.getValue() >= least)
                .mapToDouble(Map.Entry::getKey)
                .max()
                .orElse(resource.max());
    }
}
