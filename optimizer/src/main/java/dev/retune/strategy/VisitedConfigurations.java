package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often each configuration of a history was tried, regardless of the trial's outcome. It is kept from one history
 * to the next: a history that extends the last one costs only what it adds, and any other one is counted anew. Not
 * thread-safe.
 */
final class VisitedConfigurations {

    /** A space with more points is not enumerated. */
    private static final int ENUMERABLE = 1_000_000;
    /** At most this many feasible points are cached. */
    private static final int FEW = 10_000;

    private @Nullable SearchSpace space;
    private List<TrialRecord> trials = List.of(); // the trials that are counted
    private final Map<Configuration, Integer> counts = new HashMap<>();
    private @Nullable List<Configuration> points; // all feasible points, if they are few

    /** Counts this history. @return whether it extends the last one, in the same space */
    boolean update(SearchSpace space, History history) {
        boolean isSame = space.equals(this.space);
        if (!isSame) {
            this.space = space;
            points = null;
        }
        boolean goesOn = isSame && startsAsBefore(history.trials());
        if (!goesOn) {
            trials = List.of();
            counts.clear();
        }
        for (int i = trials.size(); i < history.size(); i++) {
            counts.merge(history.trials().get(i).configuration(), 1, Integer::sum);
        }
        trials = history.trials();
        return goesOn;
    }

    private boolean startsAsBefore(List<TrialRecord> now) {
        if (now.size() < trials.size()) {
            return false;
        }
        for (int i = 0; i < trials.size(); i++) {
            TrialRecord before = trials.get(i);
            TrialRecord after = now.get(i);
            if (before != after && !before.configuration().equals(after.configuration())) {
                return false;
            }
        }
        return true;
    }

    boolean contains(Configuration configuration) {
        return counts.containsKey(configuration);
    }

    /** The number of distinct configurations that were tried. */
    int distinct() {
        return counts.size();
    }

    /**
     * One of the least tried configurations, all with the same probability; empty if the space is too large to
     * enumerate, or if no configuration is feasible.
     */
    Optional<Configuration> leastTried(SearchSpace space, RandomGenerator random) {
        if (space.size() > ENUMERABLE) {
            return Optional.empty();
        }
        Iterator<Configuration> all = points == null ? space.enumerate().iterator() : points.iterator();
        List<Configuration> met = new ArrayList<>();
        Configuration chosen = null;
        int fewest = Integer.MAX_VALUE;
        int equals = 0;
        while (all.hasNext()) {
            Configuration next = all.next();
            if (met.size() <= FEW) {
                met.add(next);
            }
            int count = counts.getOrDefault(next, 0);
            if (count < fewest) {
                fewest = count;
                equals = 0;
            }
            if (count == fewest && random.nextInt(++equals) == 0) { // reservoir sampling
                chosen = next;
            }
        }
        if (met.size() <= FEW) {
            points = met;
        }
        return Optional.ofNullable(chosen);
    }
}
