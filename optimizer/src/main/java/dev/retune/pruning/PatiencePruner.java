package dev.retune.pruning;

import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.util.Optional;

/**
 * Stops a trial that has not improved its best loss for a number of steps, unless that best is better than every
 * completed trial: a potential incumbent runs to its end, because a pruned trial cannot become the incumbent.
 */
record PatiencePruner(int steps) implements Pruner {

    PatiencePruner {
        if (steps < 1) {
            throw new IllegalArgumentException("patience = %d steps: it needs 1 or more".formatted(steps));
        }
    }

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        double best = Double.POSITIVE_INFINITY;
        int since = running.reports().isEmpty() ? 0 : running.reports().get(0).step();
        for (Report report : running.reports()) {
            if (report.value() < best) {
                best = report.value();
                since = report.step();
            }
        }
        double reached = best;
        boolean beaten = history.trials().stream()
                .anyMatch(t -> Ranking.isFeasible(t) && t.number() != running.number() && t.value() < reached);
        return beaten && running.lastStep() - since >= steps
                ? Optional.of("It has not improved since step %d, and others are better".formatted(since))
                : Optional.empty();
    }
}
