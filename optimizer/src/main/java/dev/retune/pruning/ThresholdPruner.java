package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.Optional;

/** Stops a trial whose latest loss is above a limit or not a number. */
record ThresholdPruner(double limit) implements Pruner {

    ThresholdPruner {
        if (Double.isNaN(limit)) {
            throw new IllegalArgumentException("The threshold is NaN: give the value beyond which a trial is hopeless");
        }
    }

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        if (running.reports().isEmpty()) {
            return Optional.empty();
        }
        double latest = running.reports().get(running.reports().size() - 1).value();
        return latest <= limit
                ? Optional.empty()
                : Optional.of("At step %d it is beyond the threshold".formatted(running.lastStep()));
    }
}
