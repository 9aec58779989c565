package dev.retune.strategy.tpe;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The configurations of a history and their coordinates. Kept from one history to the next: one that extends the last
 * costs only what it adds, any other is encoded anew. Not thread-safe.
 */
final class EncodedHistory {

    private @Nullable Axes axes;
    private final List<Configuration> configurations = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private final Set<Configuration> distinct = new HashSet<>();

    /** Encodes this history. @return the space's axes */
    Axes update(SearchSpace space, History history) {
        Axes now = axes;
        if (now == null || !now.space().equals(space)) {
            now = new Axes(space);
            axes = now;
            clear();
        } else if (!startsAsBefore(history.trials())) {
            clear();
        }
        for (TrialRecord trial : history.trials().subList(rows.size(), history.size())) {
            configurations.add(trial.configuration());
            rows.add(now.row(trial.configuration()));
            distinct.add(trial.configuration());
        }
        return now;
    }

    private void clear() {
        configurations.clear();
        rows.clear();
        distinct.clear();
    }

    private boolean startsAsBefore(List<TrialRecord> trials) {
        if (trials.size() < configurations.size()) {
            return false;
        }
        for (int i = 0; i < configurations.size(); i++) {
            if (!trials.get(i).configuration().equals(configurations.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean contains(Configuration configuration) {
        return distinct.contains(configuration);
    }

    /** The coordinates of the trial at an index of the history. */
    double[] row(int index) {
        return rows.get(index);
    }
}
