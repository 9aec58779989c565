package dev.retune.strategy.halving;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The strategy that proposes what starts on a first rung. One that models the resource sees all records. Any other sees the
 * study as if one rung were all of its resource, the highest with enough trials (Falkner, Klein and Hutter 2018, "BOHB",
 * section 3.2): each configuration once, completed if it has a value there, pruned if it stayed below, and as still
 * running if it has only been higher up, where losses do not compare.
 */
record Inside(Strategy strategy) {

    static final Inside RANDOM = new Inside(RandomSearch.create());

    Optional<Configuration> propose(SearchSpace space, History history, Rungs rungs, RandomGenerator random) {
        History shown = strategy.modelsResource()
                ? history
                : at(modelled(history, rungs, space.parameters().size()), history);
        return strategy.propose(space, shown, random).map(Proposal::configuration);
    }

    /** The highest level with at least d + 3 values (BOHB's N_min + 2), the lowest if there is none. */
    private static double modelled(History history, Rungs rungs, int d) {
        for (int k = rungs.size() - 1; k > 0; k--) {
            int rung = k;
            long values = history.trials().stream()
                    .filter(t -> rungs.isOn(rung, t) && Rungs.isPromotable(t))
                    .count();
            if (values >= d + 3) {
                return rungs.level(rung);
            }
        }
        return rungs.level(0);
    }

    /** The history as if {@code level} were the whole resource. */
    static History at(double level, History history) {
        Map<Integer, Integer> roots = new HashMap<>();
        Map<Integer, List<TrialRecord>> chains = new LinkedHashMap<>();
        for (TrialRecord trial : history.trials()) {
            int root = trial.continues().isPresent()
                    ? roots.getOrDefault(trial.continues().getAsInt(), trial.number())
                    : trial.number();
            roots.put(trial.number(), root);
            chains.computeIfAbsent(root, r -> new ArrayList<>()).add(trial);
        }
        Resource resource = history.resource();
        return History.ofLosses(
                new Resource(resource.name(), Math.min(resource.min(), level), level),
                chains.values().stream().map(chain -> at(level, chain)).toList());
    }

    private static TrialRecord at(double level, List<TrialRecord> chain) {
        TrialRecord shown = chain.get(0);
        for (TrialRecord trial : chain) {
            if (Rungs.isAt(level, trial) && trial.outcome().isPresent()) {
                return trial;
            }
            if (trial.resource() < level && trial.outcome().isPresent()) {
                shown = trial;
            }
        }
        if (shown.resource() > level) {
            return started(TrialRecord.waiting(shown.number(), shown.configuration(), level, shown.continues()), shown);
        }
        if (shown.state() == State.COMPLETED) {
            Measurement measurement = shown.measurement().orElseThrow();
            return shown.ended(
                    new Outcome.Pruned(measurement, "stayed on a lower rung"),
                    shown.ended().orElse(Instant.EPOCH));
        }
        return shown;
    }

    private static TrialRecord started(TrialRecord waiting, TrialRecord shown) {
        return waiting.started(shown.started().orElse(Instant.EPOCH));
    }
}
