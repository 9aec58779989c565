package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.Optional;

enum NoPruner implements Pruner {
    NONE;

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        return Optional.empty();
    }
}
